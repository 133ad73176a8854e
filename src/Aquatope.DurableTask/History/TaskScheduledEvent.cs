namespace DurableTask.Core.History;

/// <summary>An activity was scheduled.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class TaskScheduledEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskScheduled;

    /// <summary>Gets the name of the activity.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the version; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the serialized input; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
