namespace Microsoft.DurableTask.Client;

/// <summary>Which orchestration instances to return.</summary>
/// <param name="CreatedFrom">The earliest time of creation; null for any.</param>
/// <param name="CreatedTo">The latest time of creation; null for any.</param>
/// <param name="Statuses">The statuses; null for any.</param>
/// <param name="TaskHubNames">The task hubs; null for that of the client.</param>
/// <param name="InstanceIdPrefix">How IDs begin; null for any.</param>
/// <param name="PageSize">How many instances a page holds.</param>
/// <param name="FetchInputsAndOutputs">Whether to return payloads.</param>
/// <param name="ContinuationToken">Where to begin; null for the first page.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>How many instances a page holds unless told otherwise.</summary>
    public const int DefaultPageSize = 100;
}
