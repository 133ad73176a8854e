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
        if (!turn.Assemble(response))
        {
            return;
        }

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
            if (action.RewindOrchestration is { } rewind)
            {
                ApplyRewind(instance, rewind);
                return;
            }

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
}
