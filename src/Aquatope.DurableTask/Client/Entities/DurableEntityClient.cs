using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Signals, reads and manages entities. Thread-safe.</summary>
/// <param name="name">The name of the client.</param>
public abstract class DurableEntityClient(string name)
{
    /// <summary>Gets the name of the client.</summary>
    public string Name { get; } = name;

    /// <summary>Signals an entity.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to signal; null for at once.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the signal is stored.</returns>
    public abstract Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default);

    /// <summary>Signals an entity without an input.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="options">How to signal.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the signal is stored.</returns>
    public virtual Task SignalEntityAsync(
        EntityInstanceId id, string operationName, SignalEntityOptions options, CancellationToken cancellation = default) =>
        SignalEntityAsync(id, operationName, null, options, cancellation);

    /// <summary>Signals an entity without an input.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Completes when the signal is stored.</returns>
    public virtual Task SignalEntityAsync(EntityInstanceId id, string operationName, CancellationToken cancellation) =>
        SignalEntityAsync(id, operationName, null, null, cancellation);

    /// <summary>Returns an entity.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="includeState">Whether to fetch the state.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The entity; null when it does not exist.</returns>
    public abstract Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

    /// <summary>Returns an entity with its state.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The entity; null when it does not exist.</returns>
    public virtual Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, CancellationToken cancellation) =>
        GetEntityAsync(id, includeState: true, cancellation);

    /// <summary>Returns an entity.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="id">The entity.</param>
    /// <param name="includeState">Whether to fetch the state.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The entity; null when it does not exist.</returns>
    public abstract Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

    /// <summary>Returns an entity with its state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="id">The entity.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The entity; null when it does not exist.</returns>
    public virtual Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, CancellationToken cancellation) =>
        GetEntityAsync<T>(id, includeState: true, cancellation);

    /// <summary>Returns entities.</summary>
    /// <param name="filter">Which ones; null for all.</param>
    /// <returns>The entities, page by page.</returns>
    public abstract AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null);

    /// <summary>Returns entities.</summary>
    /// <typeparam name="T">The type of the states.</typeparam>
    /// <param name="filter">Which ones; null for all.</param>
    /// <returns>The entities, page by page.</returns>
    public abstract AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null);

    /// <summary>Cleans the storage of entities.</summary>
    /// <param name="request">What to clean; null for everything.</param>
    /// <param name="continueUntilComplete">Whether to go on until all is done.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was cleaned.</returns>
    public abstract Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null,
        bool continueUntilComplete = true,
        CancellationToken cancellation = default);
}
