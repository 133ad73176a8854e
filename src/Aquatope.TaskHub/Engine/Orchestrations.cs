using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>What clients and other orchestrations can do to an orchestration. Owned by the engine's thread.</summary>
internal sealed partial class Orchestrations(EngineContext context, TimerHeap timers, Entities entities)
{
    /// <summary>Gives an orchestration the answer of an entity, if it is still the execution that asked.</summary>
    public void Reply(HubState hub, string instanceId, string? executionId, HistoryEvent answer)
    {
        if (hub.Open.TryGetValue(instanceId, out OpenInstance? instance) && (executionId is null || instance.ExecutionId == executionId))
        {
            Add(instance, answer);
        }
    }

    public void Raise(HubState hub, string instanceId, HistoryEvent raised)
    {
        if (hub.Open.TryGetValue(instanceId, out OpenInstance? instance))
        {
            Add(instance, raised);
        }
        else if (context.Store.FindInstance(hub.Key, instanceId) is null)
        {
            throw HubError.InstanceNotFound(instanceId);
        }
    }

    /// <summary>
    /// Ends an instance: through its worker, which completes it, or at once when no worker has seen it yet, or when
    /// workers seem unable to receive it.
    /// </summary>
    public void Terminate(HubState hub, TerminateRequest request)
    {
        HistoryEvent terminated = HistoryEvents.Terminated(context.Now, request.Output, request.Recursive);
        if (hub.Open.TryGetValue(request.InstanceId, out OpenInstance? instance)
            && instance is { Turn.Holder: null } and ({ Turns: 0 } or { Turn.TooLarge: true }))
        {
            EndUnseen(instance, terminated);
        }
        else
        {
            Raise(hub, request.InstanceId, terminated);
        }
    }

    /// <summary>Begins to wait, also for an instance that is yet to be started; null when there is nothing to wait for.</summary>
    public InstanceWaiter? Wait(HubState hub, string instanceId, bool untilEnd)
    {
        bool over = hub.Open.TryGetValue(instanceId, out OpenInstance? instance)
            ? !untilEnd && instance.Turns > 0
            : context.Store.FindInstance(hub.Key, instanceId) is not null;
        if (over)
        {
            return null;
        }

        var waiter = new InstanceWaiter(instanceId, untilEnd);
        hub.Wait(waiter);
        return waiter;
    }

    /// <summary>Arms a stored timer.</summary>
    public void Remember(OpenInstance instance, TimerRow timer)
    {
        string execution = instance.ExecutionId;
        bool Wanted() => !instance.Closed && instance.ExecutionId == execution;
        instance.Timers++;
        timers.Add(new DueAction(timer.Due, () => Fire(instance, timer), Wanted), timer.Sequence);
    }

    /// <summary>Gives an instance an event, and a turn to take it in.</summary>
    private void Add(OpenInstance instance, HistoryEvent added)
    {
        long sequence = context.NewSequence();
        context.Store.InsertInbox(instance.Key, sequence, added);
        if (instance.Inbox is not null || instance.LastInbox == 0)
        {
            (instance.Inbox ??= []).Add((sequence, added));
        }

        instance.LastInbox = sequence;
        Ready(instance);
    }

    private void Ready(OpenInstance instance) => context.AfterCommit(() =>
    {
        bool idle = instance.Turn is { Ticket: 0, Holder: null, Paused: false };
        if (idle && !instance.Closed && !instance.Delayed && instance.LastInbox > 0)
        {
            instance.Hub.Work.Enqueue(instance.Turn);
        }
    });

    private void AddTimer(OpenInstance instance, long due, int? timerId)
    {
        var timer = new TimerRow(instance.Key, context.NewSequence(), due, timerId);
        context.Store.InsertTimer(timer);
        string execution = instance.ExecutionId;
        context.AfterCommit(() =>
        {
            if (!instance.Closed && instance.ExecutionId == execution)
            {
                Remember(instance, timer);
            }
        });
    }

    private void Fire(OpenInstance instance, TimerRow timer)
    {
        context.Store.DeleteTimer(timer.Key, timer.Sequence);
        instance.Timers--;
        if (timer.TimerId is { } id)
        {
            Add(instance, HistoryEvents.TimerFired(context.Now, id, new DateTime(timer.Due, DateTimeKind.Utc)));
        }
        else
        {
            instance.Delayed = false;
            Ready(instance);
        }
    }

    private void Remove(HubState hub, InstanceRow row)
    {
        context.Store.DeleteInstance(row.Key);
        if (hub.Open.Remove(row.Id, out OpenInstance? open))
        {
            Close(open);
        }
    }

    private void Close(OpenInstance instance)
    {
        instance.Closed = true;
        instance.Hub.Open.Remove(instance.Id);
        context.Histories.Drop(instance);
        instance.Turn.Dropped = true;
        if (instance.Turn.Holder is null)
        {
            // A turn that a worker holds stays its own until it comes in, and is then ignored.
            instance.Hub.Work.Finish(instance.Turn);
        }

        timers.Cancelled(instance.Timers);
    }
}
