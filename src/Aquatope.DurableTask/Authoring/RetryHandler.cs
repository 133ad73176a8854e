namespace Microsoft.DurableTask;

/// <summary>Decides after a failure whether to try again. It runs as orchestrator code, so it must be deterministic.</summary>
/// <param name="retryContext">What is known about the failure.</param>
/// <returns>True to try again at once.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Decides after a failure whether to try again, and may wait on durable timers before it answers.</summary>
/// <param name="retryContext">What is known about the failure.</param>
/// <returns>True to try again.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler knows about a failure.</summary>
/// <param name="OrchestrationContext">The context of the orchestration.</param>
/// <param name="LastAttemptNumber">The number of the attempt that failed, from one.</param>
/// <param name="LastFailure">The details of the failure.</param>
/// <param name="TotalRetryTime">The time since the first attempt, on the orchestration's clock.</param>
/// <param name="CancellationToken">A token for what the handler calls.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
