namespace DurableTask.Core.History;

/// <summary>A turn ended.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class OrchestratorCompletedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.OrchestratorCompleted;
}
