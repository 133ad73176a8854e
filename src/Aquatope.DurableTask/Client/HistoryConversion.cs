using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask.Worker.Replay;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Client;

/// <summary>Turns the events of the protocol into those that clients see.</summary>
internal static class HistoryConversion
{
    public static HistoryEvent Convert(P.HistoryEvent source)
    {
        HistoryEvent converted = Execution(source) ?? Tasks(source) ?? Messages(source)
            ?? throw new NotSupportedException($"History events of the kind {source.EventTypeCase} cannot be shown.");
        converted.Timestamp = source.Timestamp?.ToDateTime() ?? default;
        return converted;
    }

    private static HistoryEvent? Execution(P.HistoryEvent source)
    {
        int id = source.EventId;
        return source switch
        {
            { ExecutionStarted: { } e } => Started(id, e),
            { ExecutionCompleted: { } e } => new ExecutionCompletedEvent(
                id, e.Result, (OrchestrationStatus)e.OrchestrationStatus, Failure(e.FailureDetails)),
            { ExecutionTerminated: { } e } => new ExecutionTerminatedEvent(id, e.Input),
            { ExecutionSuspended: { } e } => new ExecutionSuspendedEvent(id, e.Input),
            { ExecutionResumed: { } e } => new ExecutionResumedEvent(id, e.Input),
            { ExecutionRewound: { } e } => new ExecutionRewoundEvent(id) { Reason = e.Reason },
            { ContinueAsNew: { } e } => new ContinueAsNewEvent(id, e.Input),
            { OrchestratorStarted: not null } => new OrchestratorStartedEvent(id),
            { OrchestratorCompleted: not null } => new OrchestratorCompletedEvent(id),
            { GenericEvent: { } e } => new GenericEvent(id, e.Data),
            _ => null,
        };
    }

    private static ExecutionStartedEvent Started(int id, P.ExecutionStartedEvent e) => new(id, e.Input)
    {
        Name = e.Name,
        Version = e.Version,
        OrchestrationInstance = Instance(e.OrchestrationInstance),
        ParentInstance = e.ParentInstance is { } parent
            ? new ParentInstance
            {
                Name = parent.Name,
                Version = parent.Version,
                TaskScheduleId = parent.TaskScheduledId,
                OrchestrationInstance = Instance(parent.OrchestrationInstance),
            }
            : null,
        ScheduledStartTime = e.ScheduledStartTimestamp?.ToDateTime(),
        Tags = e.Tags.ToDictionary(),
    };

    private static OrchestrationInstance? Instance(P.OrchestrationInstance? instance) => instance is null
        ? null
        : new OrchestrationInstance { InstanceId = instance.InstanceId, ExecutionId = instance.ExecutionId };

    private static FailureDetails? Failure(P.TaskFailureDetails? failure) => failure is null
        ? null
        : new FailureDetails(
            failure.ErrorType,
            failure.ErrorMessage,
            failure.StackTrace,
            Failure(failure.InnerFailure),
            failure.IsNonRetriable,
            ProtocolFailures.ToDetails(failure).Properties);

    private static HistoryEvent? Tasks(P.HistoryEvent source)
    {
        int id = source.EventId;
        return source switch
        {
            { TaskScheduled: { } e } =>
                new TaskScheduledEvent(id) { Name = e.Name, Version = e.Version, Input = e.Input, Tags = e.Tags.ToDictionary() },
            { TaskCompleted: { } e } => new TaskCompletedEvent(id, e.TaskScheduledId, e.Result),
            { TaskFailed: { } e } => new TaskFailedEvent(
                id, e.TaskScheduledId, reason: null, details: null, Failure(e.FailureDetails)),
            { SubOrchestrationInstanceCreated: { } e } => new SubOrchestrationInstanceCreatedEvent(id)
            {
                InstanceId = e.InstanceId,
                Name = e.Name,
                Version = e.Version,
                Input = e.Input,
                Tags = e.Tags.ToDictionary(),
            },
            { SubOrchestrationInstanceCompleted: { } e } =>
                new SubOrchestrationInstanceCompletedEvent(id, e.TaskScheduledId, e.Result),
            { SubOrchestrationInstanceFailed: { } e } => new SubOrchestrationInstanceFailedEvent(
                id, e.TaskScheduledId, reason: null, details: null, Failure(e.FailureDetails)),
            { TimerCreated: { } e } => new TimerCreatedEvent(id) { FireAt = e.FireAt.ToDateTime() },
            { TimerFired: { } e } => new TimerFiredEvent(id) { TimerId = e.TimerId, FireAt = e.FireAt.ToDateTime() },
            _ => null,
        };
    }

    // Entity messages show as the events that carry them in the older form of the protocol.
    private static HistoryEvent? Messages(P.HistoryEvent source)
    {
        int id = source.EventId;
        return source switch
        {
            { EventSent: { } e } => new EventSentEvent(id) { InstanceId = e.InstanceId, Name = e.Name, Input = e.Input },
            { EventRaised: { } e } => new EventRaisedEvent(id, e.Input) { Name = e.Name },
            { EntityOperationCalled: { } e } =>
                new EventSentEvent(id) { InstanceId = e.TargetInstanceId, Name = "op", Input = e.Input },
            { EntityOperationSignaled: { } e } =>
                new EventSentEvent(id) { InstanceId = e.TargetInstanceId, Name = "op", Input = e.Input },
            { EntityLockRequested: { } e } => new EventSentEvent(id) { InstanceId = e.LockSet[e.Position], Name = "op" },
            { EntityUnlockSent: { } e } => new EventSentEvent(id) { InstanceId = e.TargetInstanceId, Name = "release" },
            { EntityOperationCompleted: { } e } => new EventRaisedEvent(id, e.Output) { Name = e.RequestId },
            { EntityOperationFailed: { } e } => new EventRaisedEvent(id, e.FailureDetails?.ErrorMessage) { Name = e.RequestId },
            { EntityLockGranted: { } e } => new EventRaisedEvent(id, null) { Name = e.CriticalSectionId },
            _ => null,
        };
    }
}
