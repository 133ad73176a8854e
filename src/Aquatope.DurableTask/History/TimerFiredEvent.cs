namespace DurableTask.Core.History;

/// <summary>A timer fired.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class TimerFiredEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerFired;

    /// <summary>Gets or sets the ID of the event that created it.</summary>
    public int TimerId { get; set; }

    /// <summary>Gets or sets when it was due.</summary>
    public DateTime FireAt { get; set; }
}
