using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <content>Taking a failed orchestration back to before its failures.</content>
/// <remarks>
/// The hub rewrites the history itself, in one transaction with the restart of what had failed, instead of asking the
/// worker for the rewritten history: so it works with workers that know nothing of it. A worker that sends a rewritten
/// history nevertheless (<c>RewindOrchestrationAction</c>) is obeyed.
/// </remarks>
internal sealed partial class Orchestrations
{
    /// <summary>Lets a failed instance go on as if its failed activities and sub-orchestrations had yet to run.</summary>
    public void Rewind(HubState hub, RewindInstanceRequest request)
    {
        InstanceRow row = context.Store.FindInstance(hub.Key, request.InstanceId) ?? throw HubError.InstanceNotFound(request.InstanceId);
        if (row.Status != OrchestrationStatus.Failed)
        {
            throw HubError.Precondition($"The orchestration instance '{row.Id}' is {row.Status}; only a failed one can be rewound.");
        }

        Rewind(hub, row, request.Reason, row.Parent?.ExecutionId);
    }

    private void Rewind(HubState hub, InstanceRow row, string? reason, string? parentExecution)
    {
        var past = new List<HistoryEvent>();
        context.Store.ReadHistory(row.Key, past);
        string execution = Guid.NewGuid().ToString("N");
        RewoundHistory history = RewoundHistory.Of(past, execution, parentExecution);
        ParentLink? parent = row.Parent is { } link ? link with { ExecutionId = parentExecution ?? link.ExecutionId } : null;
        context.Store.ReopenInstance(row.Key, execution, parent?.ExecutionId, context.Now.UtcTicks);
        var instance = new OpenInstance(hub, row with { ExecutionId = execution, Parent = parent, Status = OrchestrationStatus.Running, Completed = null });
        hub.Open.Add(instance.Id, instance);
        Replace(instance, history);
        HistoryEvent rewound = HistoryEvents.New(context.Now);
        rewound.ExecutionRewound = new ExecutionRewoundEvent { Reason = reason, InstanceId = row.Id, ParentExecutionId = parent?.ExecutionId };
        Add(instance, rewound);
        foreach (HistoryEvent child in history.OpenChildren)
        {
            RewindChild(instance, child, reason);
        }
    }

    /// <summary>Puts a rewritten history in the place of the stored one, with the timers that it leaves open.</summary>
    private void Replace(OpenInstance instance, RewoundHistory history)
    {
        context.Histories.Drop(instance);
        context.Store.DeleteHistory(instance.Key);
        context.Store.DeleteTimers(instance.Key);
        context.Store.DeleteTasks(instance.Key);
        context.Store.InsertHistory(instance.Key, instance.Turns, history.Events);
        foreach (HistoryEvent timer in history.OpenTimers)
        {
            AddTimer(instance, timer.TimerCreated.FireAt.ToDateTimeOffset().UtcTicks, timer.EventId);
        }
    }

    private void RewindChild(OpenInstance parent, HistoryEvent created, string? reason)
    {
        SubOrchestrationInstanceCreatedEvent child = created.SubOrchestrationInstanceCreated;
        InstanceRow? row = context.Store.FindInstance(parent.Hub.Key, child.InstanceId);
        if (row is { Status: OrchestrationStatus.Failed } && row.Parent?.InstanceId == parent.Id)
        {
            Rewind(parent.Hub, row, reason, parent.ExecutionId);
        }
        else if (row is { Completed: null } && row.Parent?.InstanceId == parent.Id)
        {
            context.Store.UpdateParentExecution(row.Key, parent.ExecutionId);
            parent.Hub.Open[row.Id].Parent = row.Parent with { ExecutionId = parent.ExecutionId };
        }
        else if (row is { Status: OrchestrationStatus.Completed } && row.Parent?.InstanceId == parent.Id)
        {
            var outcome = new Outcome(row.Status, context.Store.ReadPayload(row.Key).Output, Failure: null);
            Add(parent, HistoryEvents.ChildResult(context.Now, created.EventId, outcome));
        }
        else
        {
            // It was purged, or its id has been used for something else since: it starts afresh.
            StartChild(parent, created.EventId, new CreateSubOrchestrationAction
            {
                InstanceId = child.InstanceId, Name = child.Name, Version = child.Version, Input = child.Input, Tags = { child.Tags },
            });
        }
    }

    /// <summary>Takes in a history that the worker has rewritten.</summary>
    private void ApplyRewind(OpenInstance instance, RewindOrchestrationAction action)
    {
        RewoundHistory history = RewoundHistory.AsGiven(action.NewHistory);
        HistoryEvent rewound = history.TakeRewound();
        instance.ExecutionId = history.ExecutionId ?? instance.ExecutionId;
        context.Store.ReopenInstance(instance.Key, instance.ExecutionId, instance.Parent?.ExecutionId, context.Now.UtcTicks);
        Replace(instance, history);
        foreach (HistoryEvent child in history.OpenChildren)
        {
            RewindChild(instance, child, rewound.ExecutionRewound.Reason);
        }

        // What wakes the orchestration is the event that the worker kept.
        Add(instance, rewound);
    }
}
