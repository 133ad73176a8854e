using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Aquatope.Tuning;

/// <summary>A configuration that was run, and what came of each run.</summary>
/// <param name="Configuration">The configuration that was tried.</param>
/// <param name="Executions">The measured executions, warm-up excluded, in the order in which they ran.</param>
public sealed record Trial(Configuration Configuration, ImmutableArray<TrialExecution> Executions)
{
    /// <summary>Gets the epoch in which it ran, see <see cref="TuningProblem.Epoch"/>. Default: 0.</summary>
    public int Epoch { get; init; }
}

/// <summary>One execution of a workflow under a trial's configuration.</summary>
/// <param name="LatencyMs">End-to-end latency, in milliseconds; until the failure where it failed.</param>
/// <param name="Cost">Cost of the execution, in any unit.</param>
/// <param name="Failed">Whether the execution failed; a failed execution meets no objective.</param>
/// <param name="Stages">The stage executions, in order of start.</param>
public sealed record TrialExecution(
    double LatencyMs,
    double Cost,
    bool Failed,
    ImmutableArray<TrialStage> Stages)
{
    /// <summary>Gets why the execution failed where no stage is to blame, or null where that is unknown. Default: null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StageOutcome? Cause { get; init; }

    /// <summary>Returns what executions cost in the mean: those that succeeded, for what others cost until they failed says nothing of it.</summary>
    internal static double MeanCost(IReadOnlyCollection<TrialExecution> executions) =>
        (executions.Any(execution => !execution.Failed) ? executions.Where(execution => !execution.Failed) : executions).Average(execution => execution.Cost);
}

/// <summary>One call of a stage within a trial's execution.</summary>
/// <param name="Stage">The stage's name; a stage called several times appears several times.</param>
/// <param name="StartMs">When the call became available to the pool, in milliseconds after the execution's start.</param>
/// <param name="LatencyMs">From <paramref name="StartMs"/> to the end of user code, in milliseconds.</param>
/// <param name="ExecutionMs">From the first to the last instruction of user code, in milliseconds.</param>
/// <param name="Cost">Cost of the call, in any unit.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Contended">Whether the machine was short of processor time meanwhile.</param>
public sealed record TrialStage(
    string Stage,
    double StartMs,
    double LatencyMs,
    double ExecutionMs,
    double Cost,
    StageOutcome Outcome,
    bool Contended);
