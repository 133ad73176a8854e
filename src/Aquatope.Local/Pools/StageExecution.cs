using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>One execution on its way through a pool.</summary>
internal sealed class StageExecution(string instanceId, string? input, long enqueuedAt)
{
    private readonly TaskCompletionSource<StageExecutionResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string InstanceId => instanceId;

    public string? Input => input;

    /// <summary>Gets the monotonic timestamp at which the execution came to the pool.</summary>
    public long EnqueuedAt => enqueuedAt;

    /// <summary>Gets or sets how many workers were lost on it.</summary>
    public int WorkersLost { get; set; }

    public Task<StageExecutionResult> Completion => _completion.Task;

    public void Complete(StageExecutionResult result) => _completion.TrySetResult(result);
}

/// <summary>What came of an execution in a pool.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Configuration">The worker's resources.</param>
/// <param name="Worker">What the worker said, or null where it was lost or never started.</param>
/// <param name="ReadyAt">When the worker had become ready; the time of the failure where none had.</param>
/// <param name="BilledSeconds">The execution's share of the worker's busy time.</param>
/// <param name="StartFailure">Why no worker could be started, if that is how it ended.</param>
internal sealed record StageExecutionResult(
    StageOutcome Outcome,
    ResourceConfiguration Configuration,
    WorkerResult? Worker,
    long ReadyAt,
    double BilledSeconds,
    WorkerStartException? StartFailure = null);
