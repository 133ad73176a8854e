namespace Microsoft.DurableTask;

/// <summary>How an orchestrator calls an activity or a sub-orchestration.</summary>
public record TaskOptions
{
    /// <summary>Initializes options with a retry policy or handler.</summary>
    /// <param name="retry">How to retry; null for no retries.</param>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, null)
    {
    }

    /// <summary>Initializes options with a retry policy or handler, and tags.</summary>
    /// <param name="retry">How to retry; null for no retries.</param>
    /// <param name="tags">Tags that travel with the call; null for none.</param>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>Gets how to retry; null for no retries.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Gets the tags that travel with the call; null for none.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the version to call; null inherits the caller's version, or the worker's default for a child.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Returns options that retry by a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Returns options that retry as long as an asynchronous handler says so.</summary>
    /// <param name="handler">The handler, which runs as orchestrator code.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Returns options that retry as long as a handler says so.</summary>
    /// <param name="handler">The handler, which runs as orchestrator code.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(handler);

    /// <summary>Returns these options for a sub-orchestration with a given ID.</summary>
    /// <param name="instanceId">The ID of the child instance.</param>
    /// <returns>The options.</returns>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
