namespace DurableTask.Core.History;

/// <summary>An external event arrived.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class EventRaisedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.EventRaised;

    /// <summary>Gets the name of the event.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the serialized payload; null for none.</summary>
    public string? Input { get; init; }
}
