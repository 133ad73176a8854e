using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>What the page about pools shows.</summary>
/// <param name="Enabled">Whether the pre-warmer works at all.</param>
/// <param name="IntervalSeconds">The width of the intervals that are forecast.</param>
/// <param name="From">The beginning of what is shown.</param>
/// <param name="To">The end of what is shown.</param>
/// <param name="SampledSince">When the dashboard began to look at pools.</param>
/// <param name="Pools">The pools, by stage.</param>
internal sealed record PoolsDocument(
    bool Enabled, double IntervalSeconds, DateTimeOffset From, DateTimeOffset To, DateTimeOffset SampledSince, IReadOnlyList<PoolView> Pools);

/// <summary>One pool over time.</summary>
internal sealed record PoolView
{
    /// <summary>Gets the pool as it is now.</summary>
    public required PoolState Pool { get; init; }

    /// <summary>Gets its size over time, oldest first.</summary>
    public required IReadOnlyList<PoolSample> Samples { get; init; }

    /// <summary>Gets what was forecast for each interval and what came, oldest first.</summary>
    public required IReadOnlyList<ForecastSample> Forecasts { get; init; }

    /// <summary>Gets when calls met no worker, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> ColdStarts { get; init; } = [];

    /// <summary>Gets what idle workers have cost in an hour, in the mean of what is shown, in the price list's currency.</summary>
    public required double IdleCostPerHour { get; init; }

    /// <summary>Gets what they have cost since the dashboard began to look.</summary>
    public required double IdleCost { get; init; }

    /// <summary>Gets how well each method forecast on each of the last days.</summary>
    public required IReadOnlyList<ForecastAccuracy> Accuracy { get; init; }

    /// <summary>Gets the latest decisions about its forecaster, the last first.</summary>
    public required IReadOnlyList<ForecasterDecision> Decisions { get; init; }
}
