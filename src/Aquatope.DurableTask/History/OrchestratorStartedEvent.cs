namespace DurableTask.Core.History;

/// <summary>A turn began.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class OrchestratorStartedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.OrchestratorStarted;
}
