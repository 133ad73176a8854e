using System.Text;
using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>An entity that has something to do, or will have at a set time. Owned by the engine's thread.</summary>
internal sealed class OpenEntity
{
    public OpenEntity(HubState hub, EntityRow row)
    {
        Hub = hub;
        Key = row.Key;
        Id = row.Id;
        State = row.State;
        LockedBy = row.LockedBy;
        LockOwner = row.LockOwner;
        Work = new EntityEntry(this);
    }

    public HubState Hub { get; }

    public long Key { get; }

    public string Id { get; }

    public string? State { get; set; }

    /// <summary>Gets or sets the critical section that holds the lock.</summary>
    public string? LockedBy { get; set; }

    /// <summary>Gets or sets the orchestration whose calls the lock lets through.</summary>
    public string? LockOwner { get; set; }

    /// <summary>Gets the operations and lock requests that have arrived, in order.</summary>
    public List<(long Sequence, HistoryEvent Event)> Queue { get; } = [];

    /// <summary>Gets or sets how many signals wait for their time.</summary>
    public int Delayed { get; set; }

    /// <summary>Gets or sets whether the entity was deleted or the task hub with it.</summary>
    public bool Gone { get; set; }

    public EntityEntry Work { get; }

    public bool Idle => Queue.Count == 0 && Delayed == 0 && Work is { Ticket: 0, Token: null, Holder: null };

    /// <summary>Returns whether an operation may run now: while the entity is locked, only its owner's calls may.</summary>
    public bool Admits(HistoryEvent e) =>
        e.EntityLockRequested is null && (LockedBy is null || (LockOwner is not null && e.EntityOperationCalled?.ParentInstanceId == LockOwner));
}

/// <summary>The next batch of an entity's operations. There is one per entity, so that at most one batch is in flight.</summary>
internal sealed class EntityEntry(OpenEntity entity) : WorkEntry(entity.Hub, WorkItemKind.Entity)
{
    private const int MaxOperations = 500;

    public OpenEntity Entity { get; } = entity;

    public override string Name { get; } = EntityIds.NameOf(entity.Id);

    public override string Version => "";

    /// <summary>Gets the operations that were sent to the worker.</summary>
    public List<(long Sequence, HistoryEvent Event)> Sent { get; private set; } = [];

    public override long SentBytes => StateBytes + Sent.Sum(item => (long)item.Event.CalculateSize());

    private int StateBytes => Encoding.UTF8.GetByteCount(Entity.State ?? "");

    public override string ToString() => $"A batch of operations of entity '{Entity.Id}'";

    /// <summary>Returns what can run now, in order; operations behind a lock request wait for it.</summary>
    public IEnumerable<(long Sequence, HistoryEvent Event)> Runnable()
    {
        foreach ((long sequence, HistoryEvent e) in Entity.Queue)
        {
            if (Entity.Admits(e))
            {
                yield return (sequence, e);
            }
            else if (Entity.LockedBy is null)
            {
                yield break;
            }
        }
    }

    public override WorkItem? Build(EngineContext context, WorkerStream stream)
    {
        Sent = [.. MessageSize.Fitting(Runnable().Take(MaxOperations), StateBytes)];
        if (Sent.Count == 0)
        {
            return null;
        }

        return Sent.Exists(item => LegacyEntityMessages.IsLegacy(item.Event)) ? new WorkItem { EntityRequest = Batch() } : new WorkItem { EntityRequestV2 = Request() };
    }

    private EntityRequest Request()
    {
        var request = new EntityRequest { InstanceId = Entity.Id, EntityState = Entity.State };
        request.OperationRequests.AddRange(Sent.Select(item => item.Event));
        return request;
    }

    private EntityBatchRequest Batch()
    {
        var request = new EntityBatchRequest { InstanceId = Entity.Id, EntityState = Entity.State };
        request.Operations.AddRange(Sent.Select(item => item.Event switch
        {
            { EntityOperationCalled: { } called } => new OperationRequest { Operation = called.Operation, RequestId = called.RequestId, Input = called.Input },
            { EntityOperationSignaled: var signaled } => new OperationRequest { Operation = signaled.Operation, RequestId = signaled.RequestId, Input = signaled.Input },
        }));
        return request;
    }
}
