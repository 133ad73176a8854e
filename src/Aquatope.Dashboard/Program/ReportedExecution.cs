using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Dashboard;

/// <summary>One execution of a workflow with those of its stages.</summary>
/// <param name="Report">The execution.</param>
/// <param name="Stages">Its stages, in order of their end.</param>
internal sealed record ReportedExecution(WorkflowReport Report, ImmutableArray<StageReport> Stages)
{
    /// <summary>Gets what its stages cost.</summary>
    public double Cost { get; } = Stages.Sum(stage => stage.Cost);

    /// <summary>Gets a value indicating whether one of its stages waited for a worker to start.</summary>
    public bool IsCold { get; } = Stages.Any(stage => stage.ColdStart > TimeSpan.Zero);

    /// <summary>Gets when it ended.</summary>
    public DateTimeOffset EndedAt => Report.StartedAt + Report.Latency;

    /// <summary>Returns whether it failed or took longer than the objective allows.</summary>
    /// <param name="objective">The objective, or null for none.</param>
    public bool Violates(LatencyObjective? objective) => Report.Failed || Report.Latency > objective?.Bound;

    /// <summary>Returns whether every stage ran on a configuration.</summary>
    /// <param name="configuration">The configuration; stages that it does not name may run on any.</param>
    public bool RanOn(WorkflowConfiguration configuration) => Stages.Length > 0 && Stages.All(stage =>
        !configuration.Stages.TryGetValue(stage.Stage, out ResourceConfiguration? resources) || resources == stage.Configuration);
}
