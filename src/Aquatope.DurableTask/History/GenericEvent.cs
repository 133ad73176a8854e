namespace DurableTask.Core.History;

/// <summary>Something happened that only other events interpret.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class GenericEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.GenericEvent;

    /// <summary>Gets the data.</summary>
    public string? Data { get; init; }
}
