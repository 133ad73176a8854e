using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;
using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Internals;

/// <summary>The events that clients see, made of those of the protocol.</summary>
public sealed class HistoryConversionTests
{
    [Fact]
    public void Convert_ExecutionStarted_NamesInstanceParentAndTags()
    {
        P.HistoryEvent source = Started("\"in\"", version: "2");
        source.ExecutionStarted.Tags["tenant"] = "a";
        source.ExecutionStarted.ScheduledStartTimestamp = At(9);
        source.ExecutionStarted.ParentInstance = new P.ParentInstanceInfo
        {
            Name = "Parent",
            TaskScheduledId = 4,
            OrchestrationInstance = new P.OrchestrationInstance { InstanceId = "parent-1", ExecutionId = "p1" },
        };

        ExecutionStartedEvent started = Assert.IsType<ExecutionStartedEvent>(HistoryConversion.Convert(source));

        Assert.Equal(("Order", "2", "\"in\""), (started.Name, started.Version, started.Input));
        Assert.Equal((InstanceId, "e1"), (started.OrchestrationInstance!.InstanceId, started.OrchestrationInstance.ExecutionId));
        Assert.Equal(("Parent", 4, "parent-1"), (started.ParentInstance!.Name, started.ParentInstance.TaskScheduleId, started.ParentInstance.OrchestrationInstance!.InstanceId));
        Assert.Equal((Start.AddSeconds(9), "a", Start), (started.ScheduledStartTime, started.Tags!["tenant"], started.Timestamp));
    }

    [Fact]
    public void Convert_ExecutionStartedWithoutParent_HasNone() =>
        Assert.Null(Assert.IsType<ExecutionStartedEvent>(HistoryConversion.Convert(Started())).ParentInstance);

    [Fact]
    public void Convert_Failures_KeepTheirDetails()
    {
        P.HistoryEvent source = Failed(3, nonRetriable: true);
        source.TaskFailed.FailureDetails.InnerFailure = new P.TaskFailureDetails { ErrorType = "Cause", ErrorMessage = "why" };

        TaskFailedEvent failed = Assert.IsType<TaskFailedEvent>(HistoryConversion.Convert(source));

        Assert.Equal((3, true), (failed.TaskScheduledId, failed.FailureDetails!.IsNonRetriable));
        Assert.True(failed.FailureDetails.IsCausedBy<TimeoutException>());
        Assert.Equal("Cause: why", failed.FailureDetails.InnerFailure!.ToString());
        Assert.Equal("child broke", Assert.IsType<SubOrchestrationInstanceFailedEvent>(HistoryConversion.Convert(ChildFailed(1))).FailureDetails!.ErrorMessage);
    }

    [Theory]
    [InlineData(P.OrchestrationStatus.Completed, OrchestrationStatus.Completed)]
    [InlineData(P.OrchestrationStatus.Failed, OrchestrationStatus.Failed)]
    [InlineData(P.OrchestrationStatus.Terminated, OrchestrationStatus.Terminated)]
    [InlineData(P.OrchestrationStatus.ContinuedAsNew, OrchestrationStatus.ContinuedAsNew)]
    internal void Convert_ExecutionCompleted_HasItsStatus(P.OrchestrationStatus status, OrchestrationStatus expected)
    {
        P.HistoryEvent source = Event(8, e => e.ExecutionCompleted = new P.ExecutionCompletedEvent { OrchestrationStatus = status, Result = "1" });

        ExecutionCompletedEvent completed = Assert.IsType<ExecutionCompletedEvent>(HistoryConversion.Convert(source));

        Assert.Equal((8, expected, "1"), (completed.EventId, completed.OrchestrationStatus, completed.Result));
        Assert.Null(completed.FailureDetails);
    }

    [Fact]
    public void Convert_EveryKindOfEvent_HasItsType()
    {
        (P.HistoryEvent Source, EventType Expected)[] events =
        [
            (TurnStarted(), EventType.OrchestratorStarted),
            (Event(-1, e => e.OrchestratorCompleted = new()), EventType.OrchestratorCompleted),
            (Scheduled(0, "A"), EventType.TaskScheduled),
            (Completed(0), EventType.TaskCompleted),
            (ChildCreated(1, "B"), EventType.SubOrchestrationInstanceCreated),
            (ChildCompleted(1, null), EventType.SubOrchestrationInstanceCompleted),
            (TimerCreated(2, 5), EventType.TimerCreated),
            (TimerFired(2), EventType.TimerFired),
            (Sent(3, "E", "other"), EventType.EventSent),
            (Raised("E", null), EventType.EventRaised),
            (Suspended(), EventType.ExecutionSuspended),
            (Resumed(), EventType.ExecutionResumed),
            (Terminated(null), EventType.ExecutionTerminated),
            (Event(-1, e => e.ContinueAsNew = new()), EventType.ContinueAsNew),
            (Event(-1, e => e.GenericEvent = new()), EventType.GenericEvent),
            (Event(-1, e => e.ExecutionRewound = new()), EventType.ExecutionRewound),
        ];

        Assert.Equal(events.Select(e => e.Expected), events.Select(e => HistoryConversion.Convert(e.Source).EventType));
    }
}
