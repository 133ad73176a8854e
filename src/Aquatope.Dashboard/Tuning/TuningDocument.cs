using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>What the page about tuning shows.</summary>
internal sealed record TuningDocument
{
    public required string Workflow { get; init; }

    /// <summary>Gets the objective, or null where the workflow has none and is not tuned.</summary>
    public required ObjectiveView? Objective { get; init; }

    /// <summary>Gets the bound that trials must keep, in milliseconds: the objective's less the headroom.</summary>
    public required double? TrialBoundMs { get; init; }

    /// <summary>Gets the trials, oldest first.</summary>
    public required IReadOnlyList<TrialView> Trials { get; init; }

    /// <summary>Gets the decisions, the last first.</summary>
    public required IReadOnlyList<OptimizerDecision> Decisions { get; init; }

    /// <summary>Gets the cycle that is running, or null.</summary>
    public required RunningCycle? Cycle { get; init; }

    /// <summary>Gets the configuration in production.</summary>
    public required WorkflowConfiguration Configuration { get; init; }

    /// <summary>Gets whether cycles only recommend.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Gets the stages that have knobs to turn.</summary>
    public required IReadOnlyList<string> Stages { get; init; }
}

/// <summary>A trial.</summary>
internal sealed record TrialView
{
    public required string Cycle { get; init; }

    public required string Trial { get; init; }

    /// <summary>Gets whether it confirmed a configuration, rather than searched for one.</summary>
    public required bool IsValidation { get; init; }

    public required string Lane { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required WorkflowConfiguration Configuration { get; init; }

    /// <summary>Gets how many executions were measured.</summary>
    public required int Executions { get; init; }

    /// <summary>Gets the latency at the objective's percentile, in milliseconds, or null where every execution failed.</summary>
    public required double? LatencyMs { get; init; }

    /// <summary>Gets the median latency, in milliseconds.</summary>
    public required double? MedianMs { get; init; }

    /// <summary>Gets what a thousand executions cost, in the mean of those that succeeded.</summary>
    public required double CostPer1000 { get; init; }

    /// <summary>Gets whether what was measured keeps the trials' bound at the objective's percentile.</summary>
    public required bool IsFeasible { get; init; }

    /// <summary>Gets the number of changes of the workflow that had been noticed before.</summary>
    public required int Epoch { get; init; }

    /// <summary>Gets what was not as it should be.</summary>
    public required IReadOnlyList<string> Anomalies { get; init; }

    /// <summary>Gets the median execution time of each stage, in milliseconds.</summary>
    public required IReadOnlyDictionary<string, double> StageMs { get; init; }
}
