namespace DurableTask.Core.History;

/// <summary>A sub-orchestration completed.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class SubOrchestrationInstanceCompletedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCompleted;

    /// <summary>Gets the ID of the event that created it.</summary>
    public int TaskScheduledId { get; init; }

    /// <summary>Gets the serialized result; null for none.</summary>
    public string? Result { get; init; }
}
