using Aquatope.TaskHub.Engine;

namespace Aquatope.TaskHub.Service;

/// <content>What orchestrators ask for.</content>
internal sealed partial class RequestCheck
{
    private static void Action(OrchestratorAction action)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                Name(action.ScheduleTask.Name, "An activity's name");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                Time(action.CreateTimer.FireAt ?? throw HubError.Invalid($"The timer {action.Id} has no time."), "The time of a timer");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                Name(action.CreateSubOrchestration.Name, "A sub-orchestration's name");
                Id(action.CreateSubOrchestration.InstanceId, "A sub-orchestration's instance ID");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                Name(action.SendEvent.Instance?.InstanceId, "The receiver of an event");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEntityMessage:
                EntityMessage(action);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                Completion(action.CompleteOrchestration);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.RewindOrchestration:
                History(action.RewindOrchestration.NewHistory);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration:
                break;
            default:
                throw HubError.Invalid($"The action {action.Id} asks for nothing that this hub knows.");
        }
    }

    private static void History(IReadOnlyCollection<HistoryEvent> events)
    {
        if (!events.Any(e => e.ExecutionRewound is not null)
            || events.Where(e => e.ExecutionStarted is not null).ToList() is not [{ ExecutionStarted.OrchestrationInstance: not null }])
        {
            throw HubError.Invalid("A rewritten history must record one start of the execution, and that it was rewound.");
        }

        foreach (HistoryEvent e in events)
        {
            if (e.TimerCreated is { } timer)
            {
                Time(timer.FireAt ?? throw HubError.Invalid($"The timer {e.EventId} has no time."), "The time of a timer");
            }
            else if (e.SubOrchestrationInstanceCreated is { } child)
            {
                Name(child.Name, "A sub-orchestration's name");
                Name(child.InstanceId, "A sub-orchestration's instance ID");
            }
        }
    }

    private static void Completion(CompleteOrchestrationAction completion)
    {
        if (completion.CarryoverEvents.Any(e => e.ExecutionStarted is not null))
        {
            throw HubError.Invalid("The events that a new execution takes over cannot start it.");
        }

        if (completion.OrchestrationStatus is OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended
            || !System.Enum.IsDefined(completion.OrchestrationStatus))
        {
            throw HubError.Invalid($"An orchestration cannot end as {completion.OrchestrationStatus}.");
        }
    }

    private static void EntityMessage(OrchestratorAction action)
    {
        SendEntityMessageAction message = action.SendEntityMessage;
        switch (message.EntityMessageTypeCase)
        {
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationSignaled:
                Entity(message.EntityOperationSignaled.TargetInstanceId);
                Time(message.EntityOperationSignaled.ScheduledTime, "The time of a signal");
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationCalled:
                Entity(message.EntityOperationCalled.TargetInstanceId);
                Time(message.EntityOperationCalled.ScheduledTime, "The time of a call");
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityUnlockSent:
                Entity(message.EntityUnlockSent.TargetInstanceId);
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityLockRequested when message.EntityLockRequested.LockSet.Count > 0:
                foreach (string id in message.EntityLockRequested.LockSet)
                {
                    Entity(id);
                }

                break;
            default:
                throw HubError.Invalid($"The entity message {action.Id} says nothing that this hub knows.");
        }
    }
}
