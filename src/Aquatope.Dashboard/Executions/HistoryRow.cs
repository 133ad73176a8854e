using DurableTask.Core.History;

namespace Aquatope.Dashboard;

/// <summary>One event of a history.</summary>
/// <param name="Number">Its place in the history, from zero.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="EventId">The ID of the action that it begins or ends, or null where it has none.</param>
/// <param name="Name">The name of what it concerns, or null.</param>
/// <param name="Detail">What it carries, or null.</param>
internal sealed record HistoryRow(int Number, DateTimeOffset At, string Kind, int? EventId, string? Name, Payload? Detail)
{
    /// <summary>Makes the row of an event.</summary>
    public static HistoryRow Of(int number, HistoryEvent item)
    {
        (int? id, string? name, string? detail) = item switch
        {
            ExecutionStartedEvent started => (null, started.Name, started.Input),
            TaskScheduledEvent task => (task.EventId, task.Name, task.Input),
            TaskCompletedEvent done => (done.TaskScheduledId, null, done.Result),
            TaskFailedEvent failed => (failed.TaskScheduledId, null, failed.FailureDetails?.ToString() ?? failed.Reason),
            SubOrchestrationInstanceCreatedEvent child => (child.EventId, child.Name, child.Input),
            SubOrchestrationInstanceCompletedEvent done => (done.TaskScheduledId, null, done.Result),
            SubOrchestrationInstanceFailedEvent failed => (failed.TaskScheduledId, null, failed.FailureDetails?.ToString() ?? failed.Reason),
            _ => Other(item),
        };
        return new HistoryRow(
            number, new DateTimeOffset(DateTime.SpecifyKind(item.Timestamp, DateTimeKind.Utc)), item.EventType.ToString(), id, name, Payload.Of(detail, Payload.InBrief));
    }

    private static (int? Id, string? Name, string? Detail) Other(HistoryEvent item) => item switch
    {
        TimerCreatedEvent timer => (timer.EventId, null, $"fires at {timer.FireAt:O}"),
        TimerFiredEvent fired => (fired.TimerId, null, null),
        EventRaisedEvent raised => (null, raised.Name, raised.Input),
        EventSentEvent sent => (sent.EventId, sent.Name, $"to {sent.InstanceId}: {sent.Input}"),
        ExecutionTerminatedEvent terminated => (null, null, terminated.Input),
        ExecutionSuspendedEvent suspended => (null, null, suspended.Reason),
        ExecutionResumedEvent resumed => (null, null, resumed.Reason),
        ExecutionRewoundEvent rewound => (null, null, rewound.Reason),
        ExecutionCompletedEvent completed => (null, completed.OrchestrationStatus.ToString(), completed.FailureDetails?.ToString() ?? completed.Result),
        GenericEvent generic => (null, null, generic.Data),
        _ => (null, null, null),
    };
}
