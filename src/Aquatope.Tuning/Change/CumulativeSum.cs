namespace Aquatope.Tuning;

/// <summary>One cumulative sum of a change detector.</summary>
/// <param name="Value">The sum; never negative.</param>
/// <param name="Reports">How many reports were added since it was zero.</param>
public readonly record struct CumulativeSum(double Value, int Reports);
