namespace Microsoft.DurableTask.Client;

public abstract partial class DurableTaskClient
{
    /// <summary>Terminates an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the termination is requested; the instance ends later.</returns>
    public virtual Task TerminateInstanceAsync(string instanceId, CancellationToken cancellation) =>
        TerminateInstanceAsync(instanceId, null, cancellation);

    /// <summary>Terminates an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="output">What the instance returns; null for nothing.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the termination is requested; the instance ends later.</returns>
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        TerminateInstanceAsync(instanceId, output is null ? null : new TerminateInstanceOptions(output), cancellation);

    /// <summary>Terminates an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="options">How to terminate; null for without an output and without children.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the termination is requested; the instance ends later.</returns>
    public virtual Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support orchestration termination.");

    /// <summary>Suspends an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the suspension is requested.</returns>
    public virtual Task SuspendInstanceAsync(string instanceId, CancellationToken cancellation) =>
        SuspendInstanceAsync(instanceId, null, cancellation);

    /// <summary>Suspends an instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="reason">Why; null for no reason.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the suspension is requested.</returns>
    public abstract Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Resumes a suspended instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the resumption is requested.</returns>
    public virtual Task ResumeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        ResumeInstanceAsync(instanceId, null, cancellation);

    /// <summary>Resumes a suspended instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="reason">Why; null for no reason.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the resumption is requested.</returns>
    public abstract Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Deletes an ended instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was deleted.</returns>
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        PurgeInstanceAsync(instanceId, null, cancellation);

    /// <summary>Deletes an ended instance.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="options">How to purge; null for without children.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was deleted.</returns>
    public virtual Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support purging of orchestration instances.");

    /// <summary>Deletes ended instances.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was deleted.</returns>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation) =>
        PurgeAllInstancesAsync(filter, null, cancellation);

    /// <summary>Deletes ended instances.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="options">How to purge; null for without children.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was deleted.</returns>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support purging of orchestration instances.");

    /// <summary>Starts an ended instance again with its first input.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="restartWithNewInstanceId">Whether the new instance gets an ID of its own.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The ID of the new instance.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has not ended.</exception>
    public virtual Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support orchestration restart.");

    /// <summary>Runs the failed parts of a failed instance again.</summary>
    /// <param name="instanceId">The ID of the instance.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the rewind is requested.</returns>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has not failed.</exception>
    public virtual Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{GetType()} does not support orchestration rewind.");
}
