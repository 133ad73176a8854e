namespace DurableTask.Core.History;

/// <summary>One event of the history of an orchestration instance.</summary>
/// <param name="eventId">The ID of the event.</param>
public abstract class HistoryEvent(int eventId)
{
    /// <summary>Gets the ID of the event: that of the action which caused it, or -1.</summary>
    public int EventId { get; } = eventId;

    /// <summary>Gets or sets when it happened, in UTC.</summary>
    public DateTime Timestamp { get; set; }

    /// <summary>Gets the kind of event.</summary>
    public abstract EventType EventType { get; }
}
