using Microsoft.DurableTask;

namespace DurableTask.Core.History;

/// <summary>A sub-orchestration failed.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class SubOrchestrationInstanceFailedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    /// <summary>Gets the ID of the event that created it.</summary>
    public int TaskScheduledId { get; init; }

    /// <summary>Gets why.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }
}
