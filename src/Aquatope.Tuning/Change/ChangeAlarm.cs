namespace Aquatope.Tuning;

/// <summary>A stage does not take the time that it used to take.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Direction">Which way it changed.</param>
/// <param name="Factor">The estimated factor on its execution time: 1.5 where it became half as slow again.</param>
/// <param name="Reports">How many reports, this one included, were made since the estimated change.</param>
public sealed record ChangeAlarm(string Stage, ChangeDirection Direction, double Factor, int Reports);
