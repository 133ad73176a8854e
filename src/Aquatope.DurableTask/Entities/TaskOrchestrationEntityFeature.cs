using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Entities;

/// <summary>What an orchestrator can do with entities.</summary>
public abstract class TaskOrchestrationEntityFeature
{
    /// <summary>Calls an operation and awaits its result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="EntityOperationFailedException">The operation failed.</exception>
    public abstract Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    /// <summary>Calls an operation without an input and awaits its result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="options">How to call.</param>
    /// <returns>The result.</returns>
    public virtual Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, CallEntityOptions? options) =>
        CallEntityAsync<TResult>(id, operationName, null, options);

    /// <summary>Calls an operation and awaits its end.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to call.</param>
    /// <returns>Completes when the operation has ended.</returns>
    /// <exception cref="EntityOperationFailedException">The operation failed.</exception>
    public abstract Task CallEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    /// <summary>Calls an operation without an input and awaits its end.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="options">How to call.</param>
    /// <returns>Completes when the operation has ended.</returns>
    public virtual Task CallEntityAsync(EntityInstanceId id, string operationName, CallEntityOptions? options) =>
        CallEntityAsync(id, operationName, null, options);

    /// <summary>Signals an entity, without waiting for it.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to signal; null for at once.</param>
    /// <returns>A completed task.</returns>
    public abstract Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    /// <summary>Signals an entity without an input, without waiting for it.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="options">How to signal; null for at once.</param>
    /// <returns>A completed task.</returns>
    public virtual Task SignalEntityAsync(EntityInstanceId id, string operationName, SignalEntityOptions? options) =>
        SignalEntityAsync(id, operationName, null, options);

    /// <summary>Acquires the locks of entities: a critical section begins.</summary>
    /// <param name="entityIds">The entities; at least one.</param>
    /// <returns>What releases the locks when disposed.</returns>
    /// <exception cref="InvalidOperationException">The orchestrator is already in a critical section.</exception>
    public abstract Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds);

    /// <summary>Acquires the locks of entities: a critical section begins.</summary>
    /// <param name="entityIds">The entities; at least one.</param>
    /// <returns>What releases the locks when disposed.</returns>
    public virtual Task<IAsyncDisposable> LockEntitiesAsync(params EntityInstanceId[] entityIds) =>
        LockEntitiesAsync((IEnumerable<EntityInstanceId>)entityIds);

    /// <summary>Tells whether the orchestrator is in a critical section.</summary>
    /// <param name="entityIds">The locked entities that may be called now; null or empty outside of a section.</param>
    /// <returns>True inside of a critical section.</returns>
    public abstract bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds);

    /// <summary>Tells whether the orchestrator is in a critical section.</summary>
    /// <returns>True inside of a critical section.</returns>
    public virtual bool InCriticalSection() => InCriticalSection(out _);
}
