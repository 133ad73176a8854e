using Google.Protobuf.WellKnownTypes;

namespace Microsoft.DurableTask.Tests.Replay;

/// <summary>Makes histories by hand, and replays them.</summary>
internal static class Histories
{
    public const string InstanceId = "order-17";

    public static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static P.HistoryEvent TurnStarted(int seconds = 0) => Event(-1, e => e.OrchestratorStarted = new(), seconds);

    public static P.HistoryEvent Started(string? input = null, string name = "Order", string? version = null) =>
        Event(-1, e => e.ExecutionStarted = new P.ExecutionStartedEvent
        {
            Name = name,
            Version = version,
            Input = input,
            OrchestrationInstance = new P.OrchestrationInstance { InstanceId = InstanceId, ExecutionId = "e1" },
        });

    public static P.HistoryEvent Scheduled(int id, string name) =>
        Event(id, e => e.TaskScheduled = new P.TaskScheduledEvent { Name = name });

    public static P.HistoryEvent Completed(int id, string? result = null) =>
        Event(-1, e => e.TaskCompleted = new P.TaskCompletedEvent { TaskScheduledId = id, Result = result });

    public static P.HistoryEvent Failed(int id, string type = "System.TimeoutException", bool nonRetriable = false) =>
        Event(-1, e => e.TaskFailed = new P.TaskFailedEvent
        {
            TaskScheduledId = id,
            FailureDetails = new P.TaskFailureDetails { ErrorType = type, ErrorMessage = "late", IsNonRetriable = nonRetriable },
        });

    public static P.HistoryEvent ChildCreated(int id, string name) => Event(id, e =>
        e.SubOrchestrationInstanceCreated = new P.SubOrchestrationInstanceCreatedEvent { Name = name, InstanceId = "child" });

    public static P.HistoryEvent ChildCompleted(int id, string? result) => Event(-1, e =>
        e.SubOrchestrationInstanceCompleted =
            new P.SubOrchestrationInstanceCompletedEvent { TaskScheduledId = id, Result = result });

    public static P.HistoryEvent ChildFailed(int id) => Event(-1, e =>
        e.SubOrchestrationInstanceFailed = new P.SubOrchestrationInstanceFailedEvent
        {
            TaskScheduledId = id,
            FailureDetails = new P.TaskFailureDetails { ErrorType = "Broken", ErrorMessage = "child broke" },
        });

    public static P.HistoryEvent TimerCreated(int id, int fireAtSeconds) =>
        Event(id, e => e.TimerCreated = new P.TimerCreatedEvent { FireAt = At(fireAtSeconds) });

    public static P.HistoryEvent TimerFired(int id) => Event(-1, e => e.TimerFired = new P.TimerFiredEvent { TimerId = id, FireAt = At(0) });

    public static P.HistoryEvent Sent(int id, string name, string target) =>
        Event(id, e => e.EventSent = new P.EventSentEvent { Name = name, InstanceId = target });

    public static P.HistoryEvent Raised(string name, string? payload) =>
        Event(-1, e => e.EventRaised = new P.EventRaisedEvent { Name = name, Input = payload });

    public static P.HistoryEvent Suspended() => Event(-1, e => e.ExecutionSuspended = new());

    public static P.HistoryEvent Resumed() => Event(-1, e => e.ExecutionResumed = new());

    public static P.HistoryEvent Terminated(string? output) =>
        Event(-1, e => e.ExecutionTerminated = new P.ExecutionTerminatedEvent { Input = output });

    public static P.HistoryEvent Event(int id, Action<P.HistoryEvent> set, int seconds = 0)
    {
        P.HistoryEvent made = new() { EventId = id, Timestamp = At(seconds) };
        set(made);
        return made;
    }

    public static Timestamp At(int seconds) => Timestamp.FromDateTime(Start.AddSeconds(seconds));

    public static P.OrchestratorResponse Run<TIn, TOut>(
        Func<TaskOrchestrationContext, TIn, Task<TOut>> orchestrator,
        P.HistoryEvent[] past,
        P.HistoryEvent[] fresh,
        ReplayOptions? options = null) =>
        ReplayEngine.Run(Request(past, fresh), FuncTaskOrchestrator.Create(orchestrator), options ?? new ReplayOptions());

    public static P.OrchestratorRequest Request(P.HistoryEvent[] past, P.HistoryEvent[] fresh) =>
        new() { InstanceId = InstanceId, PastEvents = { past }, NewEvents = { fresh } };

    public static P.OrchestratorResponse Run<TOut>(
        Func<TaskOrchestrationContext, Task<TOut>> orchestrator, P.HistoryEvent[] past, params P.HistoryEvent[] fresh) =>
        Run<object?, TOut>((context, _) => orchestrator(context), past, fresh);

    public static P.CompleteOrchestrationAction Completion(this P.OrchestratorResponse result) =>
        Assert.Single(result.Actions, action => action.CompleteOrchestration is not null).CompleteOrchestration;

    /// <summary>Cancels on this thread: what <c>CancelAsync</c> continues on the thread pool is lost to the replay.</summary>
    public static void Cancel(CancellationTokenSource source) => source.Cancel();
}
