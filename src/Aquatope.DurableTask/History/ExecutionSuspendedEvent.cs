namespace DurableTask.Core.History;

/// <summary>The execution was suspended.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class ExecutionSuspendedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionSuspended;

    /// <summary>Gets why; null for no reason.</summary>
    public string? Reason { get; init; }
}
