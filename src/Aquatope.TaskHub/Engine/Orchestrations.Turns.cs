namespace Aquatope.TaskHub.Engine;

/// <content>What workers hand in.</content>
internal sealed partial class Orchestrations
{
    private const double MaxPauseSeconds = 10;
    private const double MaxPutOffSeconds = 300;

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

    /// <summary>Puts off work whose worker was lost, perhaps because it cannot receive it.</summary>
    /// <returns>For how long.</returns>
    public TimeSpan PutOff(WorkEntry entry)
    {
        entry.TooLarge = true;
        entry.Abandoned++;

        // The stream of a worker that cannot receive it ends each time, and other work is lost with it.
        TimeSpan pause = Pause(entry, firstSeconds: 1, MaxPutOffSeconds);
        context.AfterCommit(() => Requeue(entry, pause));
        return pause;
    }

    /// <summary>Makes abandoned work ready again: at once the first time, then later and later.</summary>
    private void Requeue(WorkEntry entry) => Requeue(entry, Pause(entry, firstSeconds: 0.1, MaxPauseSeconds));

    private void Requeue(WorkEntry entry, TimeSpan pause)
    {
        if (pause == TimeSpan.Zero)
        {
            entry.Hub.Work.Enqueue(entry);
            return;
        }

        entry.Paused = true;
        timers.Add(new DueAction((context.Now + pause).UtcTicks, Resume, Wanted), context.NewSequence());
        bool Wanted() => entry is { Paused: true, Dropped: false };
        void Resume()
        {
            entry.Paused = false;
            context.AfterCommit(() => entry.Hub.Work.Enqueue(entry));
        }
    }

    /// <summary>Returns how long work pauses. Without a pause, a worker that refuses an item would be given it as fast as it can refuse.</summary>
    private static TimeSpan Pause(WorkEntry entry, double firstSeconds, double maxSeconds) => entry.Abandoned == 1
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(firstSeconds * Math.Pow(2, entry.Abandoned - 2), maxSeconds));

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
        turn.Received();
        if (instance.Closed)
        {
            return;
        }

        TakeInbox(instance, turn.SentUpTo);
        var events = new List<HistoryEvent>(turn.Sent);
        instance.Status = StatusAfter(instance.Status, turn.Sent);
        instance.CustomStatus = response.CustomStatus;
        instance.Trace = response.OrchestrationTraceContext ?? instance.Trace;
        if (instance is { Turns: 0, Trace: { } trace })
        {
            OrchestrationTrace.Record(trace, events);
        }

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
        // Like the managed scheduler, the hub does not record the end of a turn: the start of the next one says it.
        DateTimeOffset now = context.Now;
        instance.Turns++;
        int bytes = context.Store.InsertHistory(instance.Key, instance.Turns, events);
        context.Store.UpdateTurn(instance.Key, instance.Status, instance.Turns, now.UtcTicks, instance.CustomStatus);
        context.Histories.Append(instance, events, bytes);
    }
}
