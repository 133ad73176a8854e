namespace DurableTask.Core.History;

/// <summary>A sub-orchestration failed.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="taskScheduledId">The ID of the event that created it.</param>
/// <param name="reason">A message, where there are no details of the failure; null otherwise.</param>
/// <param name="details">Further text, where there are no details of the failure; null otherwise.</param>
/// <param name="failureDetails">Why it failed.</param>
public sealed class SubOrchestrationInstanceFailedEvent(
    int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    /// <summary>Gets the ID of the event that created it.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>Gets a message; null where there are details of the failure.</summary>
    public string? Reason { get; } = reason;

    /// <summary>Gets further text; null where there are details of the failure.</summary>
    public string? Details { get; } = details;

    /// <summary>Gets why it failed.</summary>
    public FailureDetails? FailureDetails { get; } = failureDetails;
}
