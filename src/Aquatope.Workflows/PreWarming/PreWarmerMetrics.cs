using System.Diagnostics.Metrics;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What the pre-warmer decided, as an instrument.</summary>
internal static class PreWarmerMetrics
{
    private static readonly Meter Meter = new("Aquatope.PreWarmer");

    private static readonly Gauge<int> Target = Meter.CreateGauge<int>(
        "aquatope.prewarmer.target", "{worker}", "Workers that are kept warm for a stage, whatever the load.");

    /// <summary>Takes note of a decision.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="decision">The decision.</param>
    public static void Decided(string stage, PoolDecision decision) => Target.Record(decision.Target, new KeyValuePair<string, object?>("stage", stage));
}
