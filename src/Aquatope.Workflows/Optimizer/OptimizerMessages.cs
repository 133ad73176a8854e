using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What one tuning cycle is asked to do.</summary>
/// <param name="Workflow">The workflow to tune.</param>
/// <param name="Options">How to go about it.</param>
public sealed record OptimizerRequest(string Workflow, OptimizerOptions Options)
{
    /// <summary>Gets how long after its end an execution's reports can be read: the cycle waits for it, asleep. Default: zero, at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TimeSpan ReportsAfter { get; init; }
}

/// <summary>How far a tuning cycle has come: the custom status of its orchestration.</summary>
/// <param name="Phase">What it is doing: search, validation, canary.</param>
/// <param name="Trials">How many trials have ended.</param>
/// <param name="MaximumTrials">How many there may be.</param>
public sealed record OptimizerProgress(string Phase, int Trials, int MaximumTrials);

/// <summary>What a tuning cycle came to.</summary>
public sealed record OptimizerDecision
{
    /// <summary>Gets the cycle: the instance ID of its orchestration.</summary>
    public required string Cycle { get; init; }

    /// <summary>Gets the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Gets what was done.</summary>
    public required OptimizerAction Action { get; init; }

    /// <summary>Gets why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the configuration that was in production before.</summary>
    public required WorkflowConfiguration Before { get; init; }

    /// <summary>Gets the configuration that was validated, or null where none passed.</summary>
    public WorkflowConfiguration? After { get; init; }

    /// <summary>Gets how many trials were run, validations included.</summary>
    public required int Trials { get; init; }

    /// <summary>Gets how many executions the trials took, warm-up included.</summary>
    public required int Executions { get; init; }

    /// <summary>Gets what the trials cost, in the price list's currency.</summary>
    public required double Cost { get; init; }

    /// <summary>Gets the epoch that it was made in: how many changes of the workflow had been noticed. Default: 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Epoch { get; init; }

    /// <summary>Gets when the cycle began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets when the cycle ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }
}

/// <summary>A workflow configuration that was tried, and what came of each execution.</summary>
/// <param name="Configuration">The configuration that was tried.</param>
/// <param name="Executions">The measured executions, warm-up excluded, in the order in which they ran.</param>
public sealed record WorkflowTrial(WorkflowConfiguration Configuration, ImmutableArray<TrialExecution> Executions);

/// <summary>A trial as it is kept.</summary>
/// <param name="Trial">The configuration and its measured executions.</param>
/// <param name="Executions">All executions, warm-up included.</param>
/// <param name="Cost">Cost of all executions.</param>
/// <param name="Lane">The lane it ran in.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record TrialRecord(WorkflowTrial Trial, int Executions, double Cost, string Lane, DateTimeOffset EndedAt)
{
    /// <summary>Gets the epoch it ran in: how many changes of the workflow had been noticed. Default: 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Epoch { get; init; }
}

internal sealed record ProposeInput(string Workflow, string Cycle, int Round, bool TimeIsSpent, OptimizerOptions Options);

internal sealed record TrialInput(string Workflow, string Cycle, string Trial, string Lane, WorkflowConfiguration Configuration, int Executions, int WarmUp)
{
    /// <summary>Gets when a trial of the search ends with what it has measured by then. Null for a validation, which ends early only
    /// when it cannot be passed any more.</summary>
    public DateTimeOffset? SearchUntil { get; init; }

    /// <summary>Gets how many executions that nothing disturbed make a validation complete.</summary>
    public int SufficientExecutions { get; init; }
}

/// <summary>An execution of a trial, as the client saw it: its reports may not be there yet.</summary>
internal sealed record TrialRun(string InstanceId, DateTimeOffset StartedAt, TimeSpan Latency, bool Failed);

/// <summary>The executions of a trial, warm-up included, in the order in which they ran.</summary>
internal sealed record TrialRuns(ImmutableArray<TrialRun> Executions, DateTimeOffset EndedAt, int Epoch);

internal sealed record MeasureInput(TrialInput Trial, TrialRuns Runs);

internal sealed record RecommendInput(string Workflow, string Cycle, OptimizerOptions Options);

internal sealed record ValidateInput(string Workflow, string Cycle, string Trial, WorkflowConfiguration Candidate, OptimizerOptions Options);

internal sealed record ApplyInput(string Workflow, WorkflowConfiguration Configuration);

internal sealed record CanaryInput(string Workflow, DateTimeOffset Since, int WarmUp);

internal sealed record DecisionInput(
    string Workflow, string Cycle, OptimizerAction Action, string Reason, WorkflowConfiguration Before, WorkflowConfiguration? After, DateTimeOffset StartedAt)
{
    /// <summary>Gets the epoch of the search.</summary>
    public int Epoch { get; init; }
}
