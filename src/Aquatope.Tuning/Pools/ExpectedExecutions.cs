namespace Aquatope.Tuning;

/// <summary>The executions under way that may call a stage within a time.</summary>
/// <param name="Executions">Of each one, how likely it is to call the stage, and how many calls it makes.</param>
/// <param name="Span">From the first to the last of the calls.</param>
public sealed record ExpectedExecutions(IReadOnlyList<(double Probability, int Calls)> Executions, TimeSpan Span);
