namespace DurableTask.Core.History;

/// <summary>A timer was created.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class TimerCreatedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerCreated;

    /// <summary>Gets or sets when it fires.</summary>
    public DateTime FireAt { get; set; }
}
