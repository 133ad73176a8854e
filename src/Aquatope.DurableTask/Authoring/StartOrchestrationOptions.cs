using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How to start an orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Initializes options.</summary>
    /// <param name="InstanceId">The ID of the instance; null for a generated one.</param>
    /// <param name="StartAt">When to start; null or a moment in the past for at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>Gets the ID of the instance; null for a generated one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Gets when to start; null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Gets the tags of the instance. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Gets the version of the orchestration; null for the client's default version.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Gets the runtime statuses in which an existing instance with this ID makes the start fail; null leaves the
    /// choice to the task hub.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
