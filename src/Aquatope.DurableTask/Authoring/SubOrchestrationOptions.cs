namespace Microsoft.DurableTask;

/// <summary>How an orchestrator calls a sub-orchestration.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Initializes options.</summary>
    /// <param name="retry">How to retry; null for no retries.</param>
    /// <param name="instanceId">The ID of the child instance; null for a generated one.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Extends task options.</summary>
    /// <param name="options">What to extend.</param>
    /// <param name="instanceId">The ID of the child instance; null keeps that of <paramref name="options"/>, if any.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
    }

    /// <summary>Gets the ID of the child instance; null for a generated one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Gets the version of the child; null for the worker's default version.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
