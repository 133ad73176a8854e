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
            { ExecutionCompleted: { } e } => new ExecutionCompletedEvent(id)
            {
                OrchestrationStatus = e.OrchestrationStatus.ToString(),
                Result = e.Result,
                FailureDetails = ProtocolFailures.ToDetailsOrNull(e.FailureDetails),
            },
            { ExecutionTerminated: { } e } => new ExecutionTerminatedEvent(id) { Input = e.Input },
            { ExecutionSuspended: { } e } => new ExecutionSuspendedEvent(id) { Reason = e.Input },
            { ExecutionResumed: { } e } => new ExecutionResumedEvent(id) { Reason = e.Input },
            { ExecutionRewound: { } e } => new ExecutionRewoundEvent(id) { Reason = e.Reason },
            { ContinueAsNew: { } e } => new ContinueAsNewEvent(id) { Input = e.Input },
            { OrchestratorStarted: not null } => new OrchestratorStartedEvent(id),
            { OrchestratorCompleted: not null } => new OrchestratorCompletedEvent(id),
            { GenericEvent: { } e } => new GenericEvent(id) { Data = e.Data },
            _ => null,
        };
    }

    private static ExecutionStartedEvent Started(int id, P.ExecutionStartedEvent e) => new(id)
    {
        Name = e.Name,
        Version = e.Version,
        Input = e.Input,
        InstanceId = e.OrchestrationInstance?.InstanceId,
        ParentInstanceId = e.ParentInstance?.OrchestrationInstance?.InstanceId,
        ScheduledStartTime = e.ScheduledStartTimestamp?.ToDateTime(),
        Tags = e.Tags.ToDictionary(),
    };

    private static HistoryEvent? Tasks(P.HistoryEvent source)
    {
        int id = source.EventId;
        return source switch
        {
            { TaskScheduled: { } e } =>
                new TaskScheduledEvent(id) { Name = e.Name, Version = e.Version, Input = e.Input, Tags = e.Tags.ToDictionary() },
            { TaskCompleted: { } e } => new TaskCompletedEvent(id) { TaskScheduledId = e.TaskScheduledId, Result = e.Result },
            { TaskFailed: { } e } => new TaskFailedEvent(id)
            {
                TaskScheduledId = e.TaskScheduledId,
                FailureDetails = ProtocolFailures.ToDetailsOrNull(e.FailureDetails),
            },
            { SubOrchestrationInstanceCreated: { } e } => new SubOrchestrationInstanceCreatedEvent(id)
            {
                InstanceId = e.InstanceId,
                Name = e.Name,
                Version = e.Version,
                Input = e.Input,
            },
            { SubOrchestrationInstanceCompleted: { } e } =>
                new SubOrchestrationInstanceCompletedEvent(id) { TaskScheduledId = e.TaskScheduledId, Result = e.Result },
            { SubOrchestrationInstanceFailed: { } e } => new SubOrchestrationInstanceFailedEvent(id)
            {
                TaskScheduledId = e.TaskScheduledId,
                FailureDetails = ProtocolFailures.ToDetailsOrNull(e.FailureDetails),
            },
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
            { EventRaised: { } e } => new EventRaisedEvent(id) { Name = e.Name, Input = e.Input },
            { EntityOperationCalled: { } e } =>
                new EventSentEvent(id) { InstanceId = e.TargetInstanceId, Name = "op", Input = e.Input },
            { EntityOperationSignaled: { } e } =>
                new EventSentEvent(id) { InstanceId = e.TargetInstanceId, Name = "op", Input = e.Input },
            { EntityLockRequested: { } e } => new EventSentEvent(id) { InstanceId = e.LockSet[e.Position], Name = "op" },
            { EntityUnlockSent: { } e } => new EventSentEvent(id) { InstanceId = e.TargetInstanceId, Name = "release" },
            { EntityOperationCompleted: { } e } => new EventRaisedEvent(id) { Name = e.RequestId, Input = e.Output },
            { EntityOperationFailed: { } e } => new EventRaisedEvent(id) { Name = e.RequestId, Input = e.FailureDetails?.ErrorMessage },
            { EntityLockGranted: { } e } => new EventRaisedEvent(id) { Name = e.CriticalSectionId },
            _ => null,
        };
    }
}
