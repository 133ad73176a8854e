namespace DurableTask.Core.History;

/// <summary>An event was sent to another instance.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class EventSentEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.EventSent;

    /// <summary>Gets or sets the ID of the other instance.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Gets or sets the name of the event.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the serialized payload; null for none.</summary>
    public string? Input { get; set; }
}
