using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>What the overview shows.</summary>
internal sealed record OverviewDocument
{
    public required string Workflow { get; init; }

    /// <summary>Gets the objective, or null where the workflow has none.</summary>
    public required ObjectiveView? Objective { get; init; }

    /// <summary>Gets what the latest executions on the configuration in force came to.</summary>
    public required Measured Now { get; init; }

    /// <summary>Gets what those on the configuration before came to, or null where the optimizer has changed nothing yet.</summary>
    public required BeforeView? Before { get; init; }

    /// <summary>Gets the latest executions over time, whatever their configuration.</summary>
    public required IReadOnlyList<SeriesPoint> Series { get; init; }

    /// <summary>Gets the tuning cycle that is running, or null.</summary>
    public required RunningCycle? Cycle { get; init; }

    /// <summary>Gets the latest decisions of the optimizer, the last first.</summary>
    public required IReadOnlyList<OptimizerDecision> Decisions { get; init; }

    /// <summary>Gets what the pre-warmer does.</summary>
    public required PreWarmerDocument PreWarmer { get; init; }
}

/// <summary>A latency objective.</summary>
/// <param name="BoundMs">The bound, in milliseconds.</param>
/// <param name="Percentile">The percentile, in (0, 100).</param>
internal sealed record ObjectiveView(double BoundMs, double Percentile);

/// <summary>What it was like before the configuration in force.</summary>
/// <param name="Cycle">The decision that put it into force.</param>
/// <param name="AppliedAt">When.</param>
/// <param name="Measured">What executions on the configuration before came to.</param>
internal sealed record BeforeView(string Cycle, DateTimeOffset AppliedAt, Measured Measured);

/// <summary>The executions that ended in one interval.</summary>
/// <param name="At">The interval's start.</param>
/// <param name="RatePerSecond">How many ended per second.</param>
/// <param name="P50Ms">Their median latency, in milliseconds, or null where none ended.</param>
/// <param name="AtPercentileMs">Their latency at the objective's percentile, in milliseconds; at the 95th where there is no objective; null where none ended.</param>
/// <param name="Violations">How many violated the objective.</param>
/// <param name="Cold">How many had a cold start.</param>
/// <param name="CostPer1000">What a thousand of them cost, or null where none ended.</param>
internal sealed record SeriesPoint(
    DateTimeOffset At, double RatePerSecond, double? P50Ms, double? AtPercentileMs, int Violations, int Cold, double? CostPer1000);
