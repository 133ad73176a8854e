using Microsoft.DurableTask;

namespace DurableTask.Core.History;

/// <summary>An activity failed.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class TaskFailedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskFailed;

    /// <summary>Gets the ID of the event that scheduled it.</summary>
    public int TaskScheduledId { get; init; }

    /// <summary>Gets why.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }
}
