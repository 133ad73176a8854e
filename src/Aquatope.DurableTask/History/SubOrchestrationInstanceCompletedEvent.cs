namespace DurableTask.Core.History;

/// <summary>A sub-orchestration completed.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="taskScheduledId">The ID of the event that created it.</param>
/// <param name="result">The serialized result; null for none.</param>
public sealed class SubOrchestrationInstanceCompletedEvent(
    int eventId, int taskScheduledId, string? result)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCompleted;

    /// <summary>Gets the ID of the event that created it.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>Gets the serialized result; null for none.</summary>
    public string? Result { get; } = result;
}
