namespace Aquatope.Tuning;

/// <summary>What a <see cref="ColdStartPrice"/> has learned.</summary>
/// <param name="Logarithm">The natural logarithm of the price over the initial one.</param>
/// <param name="Executions">The executions seen, those of an hour ago counting 1/e.</param>
/// <param name="LateWithoutColdStart">Those that were late and had met no cold start, counted in the same way.</param>
/// <param name="First">When the first one ended.</param>
/// <param name="Latest">When the latest one ended.</param>
public sealed record ColdStartPriceState(double Logarithm, double Executions, double LateWithoutColdStart, DateTimeOffset First, DateTimeOffset Latest)
{
    /// <summary>Gets the state before any execution.</summary>
    public static ColdStartPriceState Initial { get; } = new(0, 0, 0, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
}
