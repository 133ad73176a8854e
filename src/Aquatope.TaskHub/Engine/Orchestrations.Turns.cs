using Aquatope.TaskHub.Storage;
using Google.Protobuf;

namespace Aquatope.TaskHub.Engine;

/// <content>What workers hand in.</content>
internal sealed partial class Orchestrations
{
    private const double MaxPauseSeconds = 10;

    /// <summary>Takes in the outcome of an activity.</summary>
    public void CompleteActivity(HubState hub, string token, ActivityResponse response)
    {
        ActivityEntry entry = hub.Work.Find<ActivityEntry>(token) ?? throw HubError.TokenNotHeld(token);
        context.Store.DeleteTask(entry.Row.Key, entry.Row.Sequence);
        OrchestrationInstance caller = entry.Request!.OrchestrationInstance;
        if (hub.Open.TryGetValue(caller.InstanceId, out OpenInstance? instance)
            && instance.Key == entry.Row.Key
            && instance.ExecutionId == caller.ExecutionId)
        {
            Add(instance, HistoryEvents.TaskResult(context.Now, entry.Request.TaskId, response));
        }

        hub.Work.Finish(entry);
    }

    /// <summary>Takes work back that a worker cannot do.</summary>
    public void Abandon<T>(HubState hub, string token)
        where T : WorkEntry
    {
        WorkEntry entry = hub.Work.Find<T>(token) ?? throw HubError.TokenNotHeld(token);
        hub.Work.TakeBack(entry);
        entry.Abandoned++;
        context.AfterCommit(() => Requeue(entry));
    }

    /// <summary>Makes abandoned work ready again: at once the first time, then later and later.</summary>
    private void Requeue(WorkEntry entry)
    {
        if (entry.Abandoned == 1)
        {
            entry.Hub.Work.Enqueue(entry);
            return;
        }

        // Without a pause, a worker that refuses an item would be given it as fast as it can refuse.
        double seconds = Math.Min(0.1 * Math.Pow(2, entry.Abandoned - 2), MaxPauseSeconds);
        bool Idle() => entry is { Ticket: 0, Holder: null, Dropped: false };
        timers.Add(
            new DueAction((context.Now + TimeSpan.FromSeconds(seconds)).UtcTicks, () => context.AfterCommit(() => entry.Hub.Work.Enqueue(entry)), Idle),
            context.NewSequence());
    }

    /// <summary>Takes in what an orchestrator wants done.</summary>
    public void CompleteTurn(HubState hub, string token, OrchestratorResponse response)
    {
        TurnEntry turn = hub.Work.Find<TurnEntry>(token) ?? throw HubError.TokenNotHeld(token);
        OpenInstance instance = turn.Instance;
        hub.Work.Finish(turn);
        turn.Abandoned = 0;
        if (instance.Closed)
        {
            return;
        }

        TakeInbox(instance, turn.SentUpTo);
        var events = new List<HistoryEvent>(turn.Sent);
        instance.Status = StatusAfter(instance.Status, turn.Sent);
        instance.CustomStatus = response.CustomStatus;
        CompleteOrchestrationAction? completion = null;
        int completionId = HistoryEvents.NoId;
        foreach (OrchestratorAction action in response.Actions)
        {
            if (action.CompleteOrchestration is { } complete)
            {
                completion = complete;
                completionId = action.Id;
            }
            else if (Apply(instance, action) is { } recorded)
            {
                events.Add(recorded);
            }
        }

        bool first = instance.Turns == 0;
        if (completion is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew })
        {
            ContinueAsNew(instance, turn, completion);
        }
        else if (completion is not null)
        {
            End(instance, events, completion, completionId);
        }
        else
        {
            Keep(instance, events);
            if (first)
            {
                context.AfterCommit(() => hub.Notify(instance.Id, ended: false));
            }
        }
    }

    /// <summary>Ends an instance without its worker.</summary>
    private void EndUnseen(OpenInstance instance, HistoryEvent terminated)
    {
        var events = new List<HistoryEvent> { HistoryEvents.OrchestratorStarted(context.Now) };
        events.AddRange(instance.LoadInbox(context.Store).Select(item => item.Event));
        events.Add(terminated);
        var completion = new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.Terminated,
            Result = terminated.ExecutionTerminated.Input,
        };
        End(instance, events, completion, HistoryEvents.NoId);
    }

    private static OrchestrationStatus StatusAfter(OrchestrationStatus status, IEnumerable<HistoryEvent> events)
    {
        OrchestrationStatus after = status == OrchestrationStatus.Suspended ? status : OrchestrationStatus.Running;
        foreach (HistoryEvent e in events)
        {
            after = e.EventTypeCase switch
            {
                HistoryEvent.EventTypeOneofCase.ExecutionSuspended => OrchestrationStatus.Suspended,
                HistoryEvent.EventTypeOneofCase.ExecutionResumed => OrchestrationStatus.Running,
                _ => after,
            };
        }

        return after;
    }

    private void TakeInbox(OpenInstance instance, long upTo)
    {
        context.Store.DeleteInbox(instance.Key, upTo);
        instance.LoadInbox(context.Store).RemoveAll(item => item.Sequence <= upTo);
        instance.LastInbox = instance.Inbox!.Count == 0 ? 0 : instance.Inbox[^1].Sequence;
        Ready(instance);
    }

    private void Keep(OpenInstance instance, List<HistoryEvent> events)
    {
        DateTimeOffset now = context.Now;
        HistoryEvent completed = HistoryEvents.New(now);
        completed.OrchestratorCompleted = new OrchestratorCompletedEvent();
        events.Add(completed);
        instance.Turns++;
        int bytes = context.Store.InsertHistory(instance.Key, instance.Turns, events);
        context.Store.UpdateTurn(instance.Key, instance.Status, instance.Turns, now.UtcTicks, instance.CustomStatus);
        context.Histories.Append(instance, events, bytes);
    }

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
                if (instance.Hub.Open.TryGetValue(sent.Instance.InstanceId, out OpenInstance? target))
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
            default:
                return null;
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
        context.AfterCommit(() => instance.Hub.Work.Enqueue(new ActivityEntry(instance.Hub, row, request)));
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
        };
    }

    private void ContinueAsNew(OpenInstance instance, TurnEntry turn, CompleteOrchestrationAction completion)
    {
        ExecutionStartedEvent previous = turn.Sent.Concat(context.Histories.Get(instance).Events)
            .First(e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.ExecutionStarted).ExecutionStarted;
        List<(long Sequence, HistoryEvent Event)> unread = [.. instance.LoadInbox(context.Store)];
        context.Histories.Drop(instance);
        context.Store.DeleteHistory(instance.Key);
        context.Store.DeleteTimers(instance.Key);
        context.Store.DeleteInbox(instance.Key, long.MaxValue);
        timers.Cancelled(instance.Timers);
        instance.Timers = 0;
        instance.Inbox = [];
        instance.LastInbox = 0;
        instance.ExecutionId = Guid.NewGuid().ToString("N");
        instance.Version = completion.NewVersion ?? instance.Version;
        instance.Turns = 0;
        context.Store.ContinueInstance(instance.Key, instance.ExecutionId, instance.Version, completion.Result, EncodeTags(previous.Tags));
        context.Store.UpdateTurn(instance.Key, OrchestrationStatus.Running, 0, context.Now.UtcTicks, instance.CustomStatus);

        HistoryEvent started = HistoryEvents.New(context.Now);
        started.ExecutionStarted = previous.Clone();
        started.ExecutionStarted.Input = completion.Result;
        started.ExecutionStarted.Version = instance.Version;
        started.ExecutionStarted.OrchestrationInstance.ExecutionId = instance.ExecutionId;
        Add(instance, started);
        foreach (HistoryEvent carried in completion.CarryoverEvents.Concat(unread.Select(item => item.Event)))
        {
            Add(instance, carried);
        }
    }

    private void End(OpenInstance instance, List<HistoryEvent> events, CompleteOrchestrationAction completion, int actionId)
    {
        DateTimeOffset now = context.Now;
        var outcome = new Outcome(completion.OrchestrationStatus, completion.Result, completion.FailureDetails) { ActionId = actionId };
        bool recurse = events.Any(e => e.ExecutionTerminated is { Recurse: true });
        events.Add(HistoryEvents.ExecutionCompleted(now, actionId, outcome));
        instance.Status = outcome.Status;
        Keep(instance, events);
        context.Store.CompleteInstance(
            instance.Key, outcome.Status, now.UtcTicks, new PayloadRow(null, outcome.Output, outcome.Failure?.ToByteArray()));
        context.Store.DeleteInbox(instance.Key, long.MaxValue);
        context.Store.DeleteTimers(instance.Key);
        Close(instance);
        if (instance.Parent is { } link
            && instance.Hub.Open.TryGetValue(link.InstanceId, out OpenInstance? parent)
            && parent.ExecutionId == link.ExecutionId)
        {
            Add(parent, HistoryEvents.ChildResult(now, link.TaskId, outcome));
        }

        if (recurse)
        {
            foreach (string child in context.Store.FindChildren(instance.Hub.Key, instance.Id))
            {
                if (instance.Hub.Open.TryGetValue(child, out OpenInstance? open))
                {
                    Add(open, HistoryEvents.Terminated(now, outcome.Output, recurse: true));
                }
            }
        }

        context.AfterCommit(() => instance.Hub.Notify(instance.Id, ended: true));
    }
}
