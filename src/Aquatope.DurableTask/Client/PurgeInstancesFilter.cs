namespace Microsoft.DurableTask.Client;

/// <summary>Which ended orchestration instances to purge.</summary>
/// <param name="CreatedFrom">The earliest time of creation; null for any.</param>
/// <param name="CreatedTo">The latest time of creation; null for any.</param>
/// <param name="Statuses">The statuses; null for any.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>Gets for how long to purge before returning what has been done; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }
}
