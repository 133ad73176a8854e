namespace DurableTask.Core.History;

/// <summary>The execution was terminated.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class ExecutionTerminatedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionTerminated;

    /// <summary>Gets the serialized output given by the terminating client; null for none.</summary>
    public string? Input { get; init; }
}
