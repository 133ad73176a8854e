namespace DurableTask.Core.History;

/// <summary>An activity completed.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class TaskCompletedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskCompleted;

    /// <summary>Gets the ID of the event that scheduled it.</summary>
    public int TaskScheduledId { get; init; }

    /// <summary>Gets the serialized result; null for none.</summary>
    public string? Result { get; init; }
}
