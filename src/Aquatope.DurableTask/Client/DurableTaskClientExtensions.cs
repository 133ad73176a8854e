namespace Microsoft.DurableTask.Client;

/// <summary>Shorter ways to purge.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>Purges ended instances.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">The earliest time of creation; null for any.</param>
    /// <param name="createdTo">The latest time of creation; null for any.</param>
    /// <param name="statuses">The statuses; null for any.</param>
    /// <param name="options">How to purge.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was purged.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PurgeAllInstancesAsync(new PurgeInstancesFilter(createdFrom, createdTo, statuses), options, cancellation);
    }

    /// <summary>Purges ended instances.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">The earliest time of creation; null for any.</param>
    /// <param name="createdTo">The latest time of creation; null for any.</param>
    /// <param name="statuses">The statuses; null for any.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was purged.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        CancellationToken cancellation = default) =>
        PurgeInstancesAsync(client, createdFrom, createdTo, statuses, null, cancellation);

    /// <summary>Purges ended instances.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">The earliest time of creation; null for any.</param>
    /// <param name="createdTo">The latest time of creation; null for any.</param>
    /// <param name="options">How to purge.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was purged.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        PurgeInstanceOptions? options,
        CancellationToken cancellation = default) =>
        PurgeInstancesAsync(client, createdFrom, createdTo, null, options, cancellation);

    /// <summary>Purges ended instances.</summary>
    /// <param name="client">The client.</param>
    /// <param name="createdFrom">The earliest time of creation; null for any.</param>
    /// <param name="createdTo">The latest time of creation; null for any.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>What was purged.</returns>
    public static Task<PurgeResult> PurgeInstancesAsync(
        this DurableTaskClient client,
        DateTimeOffset? createdFrom,
        DateTimeOffset? createdTo,
        CancellationToken cancellation = default) =>
        PurgeInstancesAsync(client, createdFrom, createdTo, null, null, cancellation);
}
