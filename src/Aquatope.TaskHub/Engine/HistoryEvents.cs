using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Engine;

/// <summary>Makes history events. An event is never changed once it is made, for it is shared between threads.</summary>
internal static class HistoryEvents
{
    /// <summary>The event id of everything that is not the record of an orchestrator's action.</summary>
    public const int NoId = -1;

    public static HistoryEvent New(DateTimeOffset now, int id = NoId) => new() { EventId = id, Timestamp = now.ToTimestamp() };

    public static HistoryEvent OrchestratorStarted(DateTimeOffset now)
    {
        HistoryEvent e = New(now);
        e.OrchestratorStarted = new OrchestratorStartedEvent();
        return e;
    }

    public static HistoryEvent EventRaised(DateTimeOffset now, string name, string? input)
    {
        HistoryEvent e = New(now);
        e.EventRaised = new EventRaisedEvent { Name = name, Input = input };
        return e;
    }

    public static HistoryEvent Terminated(DateTimeOffset now, string? output, bool recurse)
    {
        HistoryEvent e = New(now);
        e.ExecutionTerminated = new ExecutionTerminatedEvent { Input = output, Recurse = recurse };
        return e;
    }

    public static HistoryEvent Suspended(DateTimeOffset now, string? reason)
    {
        HistoryEvent e = New(now);
        e.ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason };
        return e;
    }

    public static HistoryEvent Resumed(DateTimeOffset now, string? reason)
    {
        HistoryEvent e = New(now);
        e.ExecutionResumed = new ExecutionResumedEvent { Input = reason };
        return e;
    }

    public static HistoryEvent TimerFired(DateTimeOffset now, int timerId, DateTime due)
    {
        HistoryEvent e = New(now);
        e.TimerFired = new TimerFiredEvent { TimerId = timerId, FireAt = due.ToTimestamp() };
        return e;
    }

    public static HistoryEvent TaskResult(DateTimeOffset now, int taskId, ActivityResponse response)
    {
        HistoryEvent e = New(now);
        if (response.FailureDetails is { } failure)
        {
            e.TaskFailed = new TaskFailedEvent { TaskScheduledId = taskId, FailureDetails = failure };
        }
        else
        {
            e.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = taskId, Result = response.Result };
        }

        return e;
    }

    public static HistoryEvent ChildResult(DateTimeOffset now, int taskId, Outcome outcome)
    {
        HistoryEvent e = New(now);
        if (outcome.Status == OrchestrationStatus.Completed)
        {
            e.SubOrchestrationInstanceCompleted =
                new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = taskId, Result = outcome.Output };
        }
        else
        {
            e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent
            {
                TaskScheduledId = taskId,
                FailureDetails = outcome.Failure ?? Failure("Orchestration" + outcome.Status, outcome.Output ?? $"The sub-orchestration was {outcome.Status}."),
            };
        }

        return e;
    }

    public static HistoryEvent ExecutionCompleted(DateTimeOffset now, int id, Outcome outcome)
    {
        HistoryEvent e = New(now, id);
        e.ExecutionCompleted = new ExecutionCompletedEvent
        {
            OrchestrationStatus = outcome.Status,
            Result = outcome.Output,
            FailureDetails = outcome.Failure,
        };
        return e;
    }

    public static TaskFailureDetails Failure(string type, string message) =>
        new() { ErrorType = type, ErrorMessage = message, IsNonRetriable = true };
}

/// <summary>How an orchestration ended.</summary>
internal sealed record Outcome(OrchestrationStatus Status, string? Output, TaskFailureDetails? Failure)
{
    /// <summary>Gets the id of the action that ended it; -1 when the hub did.</summary>
    public int ActionId { get; init; } = HistoryEvents.NoId;
}
