namespace DurableTask.Core.History;

/// <summary>The execution was resumed.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="reason">Why; null for no reason.</param>
public sealed class ExecutionResumedEvent(int eventId, string? reason) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionResumed;

    /// <summary>Gets or sets why; null for no reason.</summary>
    public string? Reason { get; set; } = reason;
}
