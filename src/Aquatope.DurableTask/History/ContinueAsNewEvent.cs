namespace DurableTask.Core.History;

/// <summary>The execution continued as new.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class ContinueAsNewEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ContinueAsNew;

    /// <summary>Gets the serialized input of the next generation; null for none.</summary>
    public string? Input { get; init; }
}
