namespace DurableTask.Core.History;

/// <summary>The execution was terminated.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="input">The serialized output given by the terminating client; null for none.</param>
public sealed class ExecutionTerminatedEvent(int eventId, string? input) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionTerminated;

    /// <summary>Gets or sets the serialized output given by the terminating client; null for none.</summary>
    public string? Input { get; set; } = input;
}
