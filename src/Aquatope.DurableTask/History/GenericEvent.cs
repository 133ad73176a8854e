namespace DurableTask.Core.History;

/// <summary>Something happened that only other events interpret.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="data">The data.</param>
public sealed class GenericEvent(int eventId, string? data) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.GenericEvent;

    /// <summary>Gets or sets the data.</summary>
    public string? Data { get; set; } = data;
}
