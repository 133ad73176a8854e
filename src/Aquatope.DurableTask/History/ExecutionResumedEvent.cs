namespace DurableTask.Core.History;

/// <summary>The execution was resumed.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class ExecutionResumedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionResumed;

    /// <summary>Gets why; null for no reason.</summary>
    public string? Reason { get; init; }
}
