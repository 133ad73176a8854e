namespace DurableTask.Core.History;

/// <summary>The execution continued as new; the result is the serialized input of the next generation.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="input">The serialized input of the next generation; null for none.</param>
public sealed class ContinueAsNewEvent(
    int eventId, string? input)
    : ExecutionCompletedEvent(eventId, input, OrchestrationStatus.ContinuedAsNew)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ContinueAsNew;
}
