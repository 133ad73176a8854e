namespace Aquatope.Tuning;

/// <summary>What production says of a configuration that has come into force.</summary>
/// <param name="Executions">How many executions were seen.</param>
/// <param name="Worse">Whether it must be taken back.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record CanaryVerdict(int Executions, bool Worse, string Reason);
