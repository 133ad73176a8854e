namespace DurableTask.Core.History;

/// <summary>The execution started.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class ExecutionStartedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionStarted;

    /// <summary>Gets the name of the orchestrator.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the version; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the serialized input; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>Gets the ID of the instance.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Gets the ID of the parent instance; null for none.</summary>
    public string? ParentInstanceId { get; init; }

    /// <summary>Gets when the start was due; null for at once.</summary>
    public DateTime? ScheduledStartTime { get; init; }

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
