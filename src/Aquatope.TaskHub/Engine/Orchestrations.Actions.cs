using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <content>What orchestrators ask for.</content>
internal sealed partial class Orchestrations
{
    private HistoryEvent? Apply(OpenInstance instance, OrchestratorAction action)
    {
        HistoryEvent recorded = HistoryEvents.New(context.Now, action.Id);
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                recorded.TaskScheduled = Schedule(instance, action.Id, action.ScheduleTask);
                return recorded;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                recorded.TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt };
                AddTimer(instance, action.CreateTimer.FireAt.ToDateTimeOffset().UtcTicks, action.Id);
                return recorded;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                recorded.SubOrchestrationInstanceCreated = StartChild(instance, action.Id, action.CreateSubOrchestration);
                return recorded;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                SendEventAction sent = action.SendEvent;
                recorded.EventSent = new EventSentEvent { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data };
                if (EntityIds.IsEntity(sent.Instance.InstanceId))
                {
                    SendLegacy(instance, sent);
                }
                else if (instance.Hub.Open.TryGetValue(sent.Instance.InstanceId, out OpenInstance? target))
                {
                    Add(target, HistoryEvents.EventRaised(context.Now, sent.Name, sent.Data));
                }

                return recorded;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration:
                if (instance.Hub.Open.TryGetValue(action.TerminateOrchestration.InstanceId, out OpenInstance? other))
                {
                    Add(other, HistoryEvents.Terminated(context.Now, action.TerminateOrchestration.Reason, action.TerminateOrchestration.Recurse));
                }

                return null;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEntityMessage:
                return entities.Send(instance, action.Id, action.SendEntityMessage);
            default:
                return null;
        }
    }

    private void SendLegacy(OpenInstance instance, SendEventAction sent)
    {
        if (LegacyEntityMessages.Read(sent, instance, context.Now) is { } message)
        {
            entities.Send(instance, message);
        }
    }

    private TaskScheduledEvent Schedule(OpenInstance instance, int id, ScheduleTaskAction action)
    {
        var request = new ActivityRequest
        {
            Name = action.Name,
            Version = action.Version,
            Input = action.Input,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id, ExecutionId = instance.ExecutionId },
            TaskId = id,
            ParentTraceContext = action.ParentTraceContext,
        };
        request.Tags.Add(action.Tags);
        var row = new TaskRow(instance.Key, context.NewSequence(), instance.Hub.Key, action.Name, action.Version, context.Now.UtcTicks);
        context.Store.InsertTask(row, request);
        context.AfterCommit(() => instance.Hub.Work.Enqueue(new ActivityEntry(instance, row, request)));
        var scheduled = new TaskScheduledEvent
        {
            Name = action.Name,
            Version = action.Version,
            Input = action.Input,
            ParentTraceContext = action.ParentTraceContext,
        };
        scheduled.Tags.Add(action.Tags);
        return scheduled;
    }

    private SubOrchestrationInstanceCreatedEvent StartChild(OpenInstance instance, int id, CreateSubOrchestrationAction action)
    {
        if (action.InstanceId.Length == 0)
        {
            action.InstanceId = Guid.NewGuid().ToString("N");
        }

        InstanceRow? existing = context.Store.FindInstance(instance.Hub.Key, action.InstanceId);
        if (existing is { Completed: null })
        {
            var failure = HistoryEvents.Failure("InvalidOperation", $"An orchestration instance '{action.InstanceId}' is running already.");
            Add(instance, HistoryEvents.ChildResult(context.Now, id, new Outcome(OrchestrationStatus.Failed, null, failure)));
        }
        else
        {
            if (existing is not null)
            {
                Remove(instance.Hub, existing);
            }

            var request = new CreateInstanceRequest
            {
                InstanceId = action.InstanceId,
                Name = action.Name,
                Version = action.Version,
                Input = action.Input,
                ParentTraceContext = action.ParentTraceContext,
            };
            request.Tags.Add(action.Tags);
            var info = new ParentInstanceInfo
            {
                TaskScheduledId = id,
                Name = instance.Name,
                Version = instance.Version,
                OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id, ExecutionId = instance.ExecutionId },
            };
            Create(instance.Hub, request, new ParentLink(instance.Id, instance.ExecutionId, id), info);
        }

        return new SubOrchestrationInstanceCreatedEvent
        {
            InstanceId = action.InstanceId,
            Name = action.Name,
            Version = action.Version,
            Input = action.Input,
            ParentTraceContext = action.ParentTraceContext,
            Tags = { action.Tags },
        };
    }
}
