namespace Aquatope.Tuning;

/// <summary>The latencies of a number of executions in brief.</summary>
/// <param name="Count">How many executions.</param>
/// <param name="MeanMs">Mean, in milliseconds; zero when there are none.</param>
/// <param name="P50Ms">Median, in milliseconds.</param>
/// <param name="P95Ms">95th percentile, in milliseconds.</param>
/// <param name="P99Ms">99th percentile, in milliseconds.</param>
/// <remarks>Percentiles are those of <see cref="Percentiles"/>.</remarks>
public sealed record LatencySummary(int Count, double MeanMs, double P50Ms, double P95Ms, double P99Ms)
{
    /// <summary>Gets the summary of no executions: zeros.</summary>
    public static LatencySummary None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Summarises latencies.</summary>
    /// <param name="latenciesMs">The latencies, in milliseconds, in any order; may be none.</param>
    /// <returns>The summary.</returns>
    public static LatencySummary Of(IEnumerable<double> latenciesMs)
    {
        ArgumentNullException.ThrowIfNull(latenciesMs);
        double[] sorted = [.. latenciesMs];
        if (sorted.Length == 0)
        {
            return None;
        }

        Array.Sort(sorted);
        return new LatencySummary(
            sorted.Length,
            sorted.Average(),
            Percentiles.OfSorted(sorted, 50),
            Percentiles.OfSorted(sorted, 95),
            Percentiles.OfSorted(sorted, 99));
    }
}
