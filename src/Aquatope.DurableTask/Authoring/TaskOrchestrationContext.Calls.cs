namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>Calls an activity and awaits its end.</summary>
    /// <param name="name">The name of the activity.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to call; null for once, without tags.</param>
    /// <returns>Completes when the activity has ended.</returns>
    /// <exception cref="TaskFailedException">The activity failed.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without an input and awaits its end.</summary>
    /// <param name="name">The name of the activity.</param>
    /// <param name="options">How to call.</param>
    /// <returns>Completes when the activity has ended.</returns>
    /// <exception cref="TaskFailedException">The activity failed.</exception>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without an input and awaits its result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="name">The name of the activity.</param>
    /// <param name="options">How to call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The activity failed.</exception>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity and awaits its result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="name">The name of the activity.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to call; null for once, without tags.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The activity failed.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Calls a sub-orchestration and awaits its result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to call; null for once, under a generated ID.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The sub-orchestration failed.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Calls a sub-orchestration without an input and awaits its result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="options">How to call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The sub-orchestration failed.</exception>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestration without an input and awaits its end.</summary>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="options">How to call.</param>
    /// <returns>Completes when the sub-orchestration has ended.</returns>
    /// <exception cref="TaskFailedException">The sub-orchestration failed.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls a sub-orchestration and awaits its end.</summary>
    /// <param name="orchestratorName">The name of the orchestrator.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to call; null for once, under a generated ID.</param>
    /// <returns>Completes when the sub-orchestration has ended.</returns>
    /// <exception cref="TaskFailedException">The sub-orchestration failed.</exception>
    public virtual Task CallSubOrchestratorAsync(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Starts a durable timer.</summary>
    /// <param name="delay">For how long to wait.</param>
    /// <param name="cancellationToken">Cancels the wait; the timer itself still fires, unseen.</param>
    /// <returns>Completes when the timer fires.</returns>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Starts a durable timer.</summary>
    /// <param name="fireAt">Until when to wait; local times are converted.</param>
    /// <param name="cancellationToken">Cancels the wait; the timer itself still fires, unseen.</param>
    /// <returns>Completes when the timer fires.</returns>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Awaits an external event; one that arrived before is delivered at once.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="eventName">The name of the event, without regard to case.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The payload.</returns>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Awaits an external event for a limited time.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="eventName">The name of the event, without regard to case.</param>
    /// <param name="timeout">For how long to wait.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="TaskCanceledException">The event did not arrive in time.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Awaits an external event for a limited time.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="eventName">The name of the event, without regard to case.</param>
    /// <param name="timeout">For how long to wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The payload.</returns>
    /// <exception cref="TaskCanceledException">The event did not arrive in time, or the wait was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(
        string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timerCancellation = new();
        using var eventCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task timer = CreateTimer(timeout, timerCancellation.Token);
        Task<T> externalEvent = WaitForExternalEvent<T>(eventName, eventCancellation.Token);

        // Synchronous cancellation: CancelAsync would continue on a pool thread, outside of the replay.
#pragma warning disable CA1849
        (await Task.WhenAny(timer, externalEvent) == externalEvent ? timerCancellation : eventCancellation).Cancel();
#pragma warning restore CA1849
        return await externalEvent;
    }
}
