using Microsoft.DurableTask;

namespace DurableTask.Core.History;

/// <summary>The execution ended.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class ExecutionCompletedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionCompleted;

    /// <summary>Gets the final status.</summary>
    public string? OrchestrationStatus { get; init; }

    /// <summary>Gets the serialized result; null for none.</summary>
    public string? Result { get; init; }

    /// <summary>Gets why it failed; null unless it did.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }
}
