namespace DurableTask.Core.History;

/// <summary>The execution ended.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="result">The serialized result; null for none.</param>
/// <param name="orchestrationStatus">The final status.</param>
/// <param name="failureDetails">Why it failed; null unless it did.</param>
public class ExecutionCompletedEvent(
    int eventId, string? result, OrchestrationStatus orchestrationStatus, FailureDetails? failureDetails = null)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionCompleted;

    /// <summary>Gets the final status.</summary>
    public OrchestrationStatus OrchestrationStatus { get; } = orchestrationStatus;

    /// <summary>Gets the serialized result; null for none.</summary>
    public string? Result { get; } = result;

    /// <summary>Gets why it failed; null unless it did.</summary>
    public FailureDetails? FailureDetails { get; } = failureDetails;
}
