namespace Aquatope.Tuning;

/// <summary>What a validation says of a configuration.</summary>
/// <param name="Passed">Whether it may go into production.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ValidationVerdict(bool Passed, string Reason);
