namespace DurableTask.Core.History;

/// <summary>An activity failed.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="taskScheduledId">The ID of the event that scheduled it.</param>
/// <param name="reason">A message, where there are no details of the failure; null otherwise.</param>
/// <param name="details">Further text, where there are no details of the failure; null otherwise.</param>
/// <param name="failureDetails">Why it failed.</param>
public sealed class TaskFailedEvent(
    int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskFailed;

    /// <summary>Gets the ID of the event that scheduled it.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>Gets a message; null where there are details of the failure.</summary>
    public string? Reason { get; } = reason;

    /// <summary>Gets further text; null where there are details of the failure.</summary>
    public string? Details { get; } = details;

    /// <summary>Gets why it failed.</summary>
    public FailureDetails? FailureDetails { get; } = failureDetails;
}
