namespace DurableTask.Core.History;

/// <summary>An activity completed.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="taskScheduledId">The ID of the event that scheduled it.</param>
/// <param name="result">The serialized result; null for none.</param>
public sealed class TaskCompletedEvent(int eventId, int taskScheduledId, string? result) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskCompleted;

    /// <summary>Gets the ID of the event that scheduled it.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>Gets the serialized result; null for none.</summary>
    public string? Result { get; } = result;
}
