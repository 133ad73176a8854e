using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>What the workflow must do, at the least cost: finish within a bound, at a percentile of its executions.</summary>
/// <param name="Bound">The end-to-end latency that must not be exceeded; positive. <see cref="TimeSpan.MaxValue"/>: no bound.</param>
/// <param name="Percentile">The share of executions, in percent, that must keep the bound; in (0, 100).</param>
public sealed record LatencyObjective(TimeSpan Bound, double Percentile)
{
    /// <summary>Returns the objective as the command line writes it, for example <c>800ms@p95</c>.</summary>
    /// <returns>Bound in milliseconds and percentile.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Bound.TotalMilliseconds:0.###}ms@p{Percentile:0.##}");
}
