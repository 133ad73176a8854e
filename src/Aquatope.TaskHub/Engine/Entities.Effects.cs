using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <content>Locks, replies, what entities send, and upkeep.</content>
internal sealed partial class Entities
{
    /// <summary>Reads an entity that has something to do back into memory.</summary>
    public void Recover(HubState hub, EntityRow row)
    {
        var entity = new OpenEntity(hub, row);
        hub.Entities.Add(row.Id, entity);
        foreach ((long sequence, long? due, HistoryEvent operation) in context.Store.ReadOperations(row.Key))
        {
            context.SawSequence(sequence);
            if (due is { } at)
            {
                entity.Delayed++;
                Remember(entity, sequence, at, operation);
            }
            else
            {
                entity.Queue.Add((sequence, operation));
            }
        }
    }

    /// <summary>Lets what was recovered go on. Sequence numbers must all have been seen.</summary>
    public void Resume(HubState hub)
    {
        foreach (OpenEntity entity in hub.Entities.Values.OrderBy(entity => entity.Key).ToArray())
        {
            Advance(entity);
        }
    }

    /// <summary>Opens locks whose owners have ended. Entities that hold nothing have been deleted already.</summary>
    public CleanEntityStorageResponse Clean(HubState hub, CleanEntityStorageRequest request)
    {
        var response = new CleanEntityStorageResponse();
        if (request.ReleaseOrphanedLocks)
        {
            foreach (EntityRow row in context.Store.ReadLockedEntities(hub.Key).Where(row => !IsOpen(hub, row.LockOwner)).ToList())
            {
                Unlock(hub, row.Id, row.LockedBy!);
                response.OrphanedLocksReleased++;
            }
        }

        return response;
    }

    /// <summary>Deletes an entity, unless it has something to do or is locked.</summary>
    public int Purge(HubState hub, string id)
    {
        if (context.Store.FindEntity(hub.Key, id) is null || Open(hub, id) is not { Idle: true, LockedBy: null } entity)
        {
            return 0;
        }

        Delete(entity);
        return 1;
    }

    /// <summary>Sends a lock request to the first entity of its set; each forwards it to the next once it is locked.</summary>
    private void RequestLock(HubState hub, HistoryEvent request)
    {
        // One order for all, so that no two critical sections wait for each other.
        string[] set = [.. request.EntityLockRequested.LockSet.Distinct().Order(StringComparer.Ordinal)];
        request.EntityLockRequested.LockSet.Clear();
        request.EntityLockRequested.LockSet.Add(set);
        request.EntityLockRequested.Position = 0;
        Deliver(hub, set[0], request, at: null);
    }

    private void Grant(OpenEntity entity, HistoryEvent request)
    {
        EntityLockRequestedEvent wanted = request.EntityLockRequested;
        if (!IsOpen(entity.Hub, wanted.ParentInstanceId))
        {
            // Who asked has ended meanwhile; its lock would be an orphan.
            Abort(entity.Hub, wanted);
            return;
        }

        entity.LockedBy = wanted.CriticalSectionId;
        entity.LockOwner = wanted.ParentInstanceId;
        context.Store.UpdateEntityLock(entity.Key, entity.LockedBy, entity.LockOwner);
        if (wanted.Position + 1 < wanted.LockSet.Count)
        {
            HistoryEvent next = request.Clone();
            next.EntityLockRequested.Position++;
            Deliver(entity.Hub, wanted.LockSet[wanted.Position + 1], next, at: null);
        }
        else
        {
            HistoryEvent granted = HistoryEvents.New(context.Now);
            granted.EntityLockGranted = new EntityLockGrantedEvent { CriticalSectionId = wanted.CriticalSectionId };
            orchestrations().Reply(entity.Hub, wanted.ParentInstanceId, executionId: null, LegacyEntityMessages.Answer(request, granted));
        }
    }

    private void Abort(HubState hub, EntityLockRequestedEvent wanted)
    {
        foreach (string id in wanted.LockSet.Take(wanted.Position))
        {
            Unlock(hub, id, wanted.CriticalSectionId);
        }
    }

    private void Unlock(HubState hub, string entityId, string criticalSection)
    {
        OpenEntity entity = Open(hub, entityId);
        if (entity.LockedBy == criticalSection)
        {
            entity.LockedBy = null;
            entity.LockOwner = null;
            context.Store.UpdateEntityLock(entity.Key, lockedBy: null, owner: null);
        }

        Advance(entity);
    }

    private void Reply(HubState hub, HistoryEvent operation, OperationResult result)
    {
        if (operation.EntityOperationCalled is not { } called)
        {
            return;
        }

        HistoryEvent answer = HistoryEvents.New(context.Now);
        if (result.Failure is { } failure)
        {
            answer.EntityOperationFailed = new EntityOperationFailedEvent { RequestId = called.RequestId, FailureDetails = failure.FailureDetails };
        }
        else
        {
            answer.EntityOperationCompleted = new EntityOperationCompletedEvent { RequestId = called.RequestId, Output = result.Success?.Result };
        }

        orchestrations().Reply(hub, called.ParentInstanceId, called.ParentExecutionId, LegacyEntityMessages.Answer(operation, answer));
    }

    private void Act(HubState hub, EntityBatchResult result)
    {
        foreach (OperationAction action in result.Actions)
        {
            if (action.SendSignal is { } signal)
            {
                Signal(hub, new SignalEntityRequest
                {
                    InstanceId = signal.InstanceId,
                    Name = signal.Name,
                    Input = signal.Input,
                    ScheduledTime = signal.ScheduledTime,
                });
            }
            else if (action.StartNewOrchestration is { } start)
            {
                orchestrations().StartUnasked(hub, new CreateInstanceRequest
                {
                    InstanceId = start.InstanceId.Length == 0 ? Guid.NewGuid().ToString("N") : start.InstanceId,
                    Name = start.Name,
                    Version = start.Version,
                    Input = start.Input,
                    ScheduledStartTimestamp = start.ScheduledTime,
                    ParentTraceContext = start.ParentTraceContext,
                });
            }
        }
    }

    private static bool IsOpen(HubState hub, string? instanceId) => instanceId is not null && hub.Open.ContainsKey(instanceId);
}
