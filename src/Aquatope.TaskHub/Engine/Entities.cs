using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>Delivers operations to entities, grants their locks and takes in their results. Owned by the engine's thread.</summary>
/// <param name="context">What the parts of the engine share.</param>
/// <param name="timers">Where signals wait for their time.</param>
/// <param name="orchestrations">Who calls entities and whom entities start.</param>
internal sealed partial class Entities(EngineContext context, TimerHeap timers, Func<Orchestrations> orchestrations)
{
    /// <summary>Takes in a client's signal.</summary>
    public void Signal(HubState hub, SignalEntityRequest request)
    {
        HistoryEvent signal = HistoryEvents.New(context.Now);
        signal.EntityOperationSignaled = new EntityOperationSignaledEvent
        {
            RequestId = request.RequestId.Length == 0 ? Guid.NewGuid().ToString() : request.RequestId,
            Operation = request.Name,
            Input = request.Input,
            TargetInstanceId = request.InstanceId,
            ScheduledTime = request.ScheduledTime,
        };
        Deliver(hub, request.InstanceId, signal, request.ScheduledTime?.ToDateTimeOffset());
    }

    /// <summary>Sends an orchestrator's message and returns what its history records of it.</summary>
    public HistoryEvent Send(OpenInstance from, int actionId, SendEntityMessageAction message)
    {
        HistoryEvent recorded = HistoryEvents.New(context.Now, actionId);
        HistoryEvent sent = HistoryEvents.New(context.Now);
        switch (message.EntityMessageTypeCase)
        {
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationSignaled:
                recorded.EntityOperationSignaled = sent.EntityOperationSignaled = message.EntityOperationSignaled;
                Deliver(from.Hub, sent.EntityOperationSignaled.TargetInstanceId, sent, sent.EntityOperationSignaled.ScheduledTime?.ToDateTimeOffset());
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationCalled:
                recorded.EntityOperationCalled = message.EntityOperationCalled;
                sent.EntityOperationCalled = message.EntityOperationCalled.Clone();
                sent.EntityOperationCalled.ParentInstanceId = from.Id;
                sent.EntityOperationCalled.ParentExecutionId = from.ExecutionId;
                Deliver(from.Hub, sent.EntityOperationCalled.TargetInstanceId, sent, sent.EntityOperationCalled.ScheduledTime?.ToDateTimeOffset());
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityLockRequested:
                recorded.EntityLockRequested = message.EntityLockRequested;
                sent.EntityLockRequested = message.EntityLockRequested.Clone();
                sent.EntityLockRequested.ParentInstanceId = from.Id;
                RequestLock(from.Hub, sent);
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityUnlockSent:
                recorded.EntityUnlockSent = message.EntityUnlockSent;
                Unlock(from.Hub, message.EntityUnlockSent.TargetInstanceId, message.EntityUnlockSent.CriticalSectionId);
                break;
        }

        return recorded;
    }

    /// <summary>Sends an orchestrator's message that came in the older form.</summary>
    public void Send(OpenInstance from, HistoryEvent message)
    {
        switch (message)
        {
            case { EntityLockRequested: not null }:
                RequestLock(from.Hub, message);
                break;
            case { EntityUnlockSent: { } unlock }:
                Unlock(from.Hub, unlock.TargetInstanceId, unlock.CriticalSectionId);
                break;
            case { EntityOperationCalled: { } called }:
                Deliver(from.Hub, called.TargetInstanceId, message, called.ScheduledTime?.ToDateTimeOffset());
                break;
            case { EntityOperationSignaled: { } signaled }:
                Deliver(from.Hub, signaled.TargetInstanceId, message, signaled.ScheduledTime?.ToDateTimeOffset());
                break;
        }
    }

    /// <summary>Takes in the results of a batch. Operations without a result are sent again.</summary>
    public void Complete(HubState hub, string token, EntityBatchResult result)
    {
        EntityEntry entry = hub.Work.Find<EntityEntry>(token) ?? throw HubError.TokenNotHeld(token);
        if (result.FailureDetails is null && result.Results.Count == 0)
        {
            throw HubError.Invalid($"The batch of '{entry.Entity.Id}' has neither a result nor a failure.");
        }

        OpenEntity entity = entry.Entity;
        hub.Work.Finish(entry);
        entry.Received();
        int done = result.FailureDetails is null ? Math.Min(result.Results.Count, entry.Sent.Count) : entry.Sent.Count;
        for (int i = 0; i < done; i++)
        {
            (long sequence, HistoryEvent operation) = entry.Sent[i];
            context.Store.DeleteOperation(entity.Key, sequence);
            Reply(hub, operation, result.FailureDetails is { } failure
                ? new OperationResult { Failure = new OperationResultFailure { FailureDetails = failure } }
                : result.Results[i]);
        }

        HashSet<long> finished = [.. entry.Sent.Take(done).Select(item => item.Sequence)];
        entity.Queue.RemoveAll(item => finished.Contains(item.Sequence));
        if (result.FailureDetails is null)
        {
            entity.State = result.EntityState;
            context.Store.UpdateEntityState(entity.Key, entity.State, context.Now.UtcTicks);
            Act(hub, result);
        }

        Advance(entity);
    }

    /// <summary>Puts an operation or a lock request into an entity's queue, at its time.</summary>
    private void Deliver(HubState hub, string entityId, HistoryEvent operation, DateTimeOffset? at)
    {
        OpenEntity entity = Open(hub, entityId);
        long sequence = context.NewSequence();
        if (at > context.Now)
        {
            long due = at.Value.UtcTicks;
            context.Store.InsertOperation(entity.Key, sequence, due, operation);
            entity.Delayed++;
            context.AfterCommit(() => Remember(entity, sequence, due, operation));
            return;
        }

        context.Store.InsertOperation(entity.Key, sequence, due: null, operation);
        entity.Queue.Add((sequence, operation));
        Advance(entity);
    }

    private void Remember(OpenEntity entity, long sequence, long due, HistoryEvent operation) =>
        timers.Add(new DueAction(due, () => Ripen(entity, sequence, operation), () => !entity.Gone), sequence);

    private void Ripen(OpenEntity entity, long sequence, HistoryEvent operation)
    {
        // It joins the end of the queue, as it would had it been sent now.
        context.Store.DeleteOperation(entity.Key, sequence);
        entity.Delayed--;
        Deliver(entity.Hub, entity.Id, operation, at: null);
    }

    /// <summary>Grants a lock whose turn has come, and has a batch handed out if there is one.</summary>
    private void Advance(OpenEntity entity)
    {
        // A batch that a lost worker may still hand in counts as in flight: a lock must not overtake it.
        while (entity.Work.Token is null && entity.LockedBy is null && entity.Queue is [{ Event.EntityLockRequested: not null }, ..])
        {
            (long sequence, HistoryEvent request) = entity.Queue[0];
            entity.Queue.RemoveAt(0);
            context.Store.DeleteOperation(entity.Key, sequence);
            Grant(entity, request);
        }

        if (entity is { Idle: true, State: null, LockedBy: null })
        {
            // An entity that holds nothing is as good as one that never was.
            Delete(entity);
            return;
        }

        context.AfterCommit(() => Settle(entity));
    }

    private void Delete(OpenEntity entity)
    {
        entity.Gone = true;
        entity.Hub.Entities.Remove(entity.Id);
        context.Store.DeleteEntity(entity.Key);
    }

    private static void Settle(OpenEntity entity)
    {
        if (entity.Gone)
        {
            return;
        }

        if (entity.Work is { Ticket: 0, Holder: null, Paused: false } && entity.Work.Runnable().Any())
        {
            entity.Hub.Work.Enqueue(entity.Work);
        }
        else if (entity.Idle)
        {
            entity.Hub.Entities.Remove(entity.Id);
        }
    }

    private OpenEntity Open(HubState hub, string id)
    {
        if (hub.Entities.TryGetValue(id, out OpenEntity? entity))
        {
            return entity;
        }

        if (context.Store.FindEntity(hub.Key, id) is not { } row)
        {
            row = new EntityRow(context.NewKey(), hub.Key, id, State: null, context.Now.UtcTicks, LockedBy: null, LockOwner: null);
            context.Store.InsertEntity(row);
        }

        entity = new OpenEntity(hub, row);
        hub.Entities.Add(id, entity);
        return entity;
    }
}
