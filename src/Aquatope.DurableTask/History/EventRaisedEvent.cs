namespace DurableTask.Core.History;

/// <summary>An external event arrived.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="input">The serialized payload; null for none.</param>
public sealed class EventRaisedEvent(int eventId, string? input) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.EventRaised;

    /// <summary>Gets or sets the name of the event.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the serialized payload; null for none.</summary>
    public string? Input { get; set; } = input;
}
