namespace Aquatope.TaskHub.Engine;

/// <summary>A history without its failures, and what it leaves open.</summary>
/// <param name="Events">The events that remain.</param>
/// <param name="ExecutionId">The execution that goes on from them.</param>
internal sealed record RewoundHistory(List<HistoryEvent> Events, string? ExecutionId)
{
    /// <summary>Gets the sub-orchestrations that have no result.</summary>
    public IEnumerable<HistoryEvent> OpenChildren => Open(
        e => e.SubOrchestrationInstanceCreated is not null,
        e => e.SubOrchestrationInstanceCompleted?.TaskScheduledId ?? e.SubOrchestrationInstanceFailed?.TaskScheduledId);

    /// <summary>Gets the timers that have not fired.</summary>
    public IEnumerable<HistoryEvent> OpenTimers => Open(e => e.TimerCreated is not null, e => e.TimerFired?.TimerId);

    /// <summary>Takes the failures out of a history: the results, and what the next turn is to ask for again.</summary>
    public static RewoundHistory Of(IReadOnlyList<HistoryEvent> past, string executionId, string? parentExecutionId)
    {
        // An activity or entity call without a result was of the failed execution, whose results are no longer taken.
        HashSet<int> activities = [.. past.Where(e => e.TaskCompleted is not null).Select(e => e.TaskCompleted.TaskScheduledId)];
        HashSet<string> calls = [.. past.Where(e => e.EntityOperationCompleted is not null).Select(e => e.EntityOperationCompleted.RequestId)];
        var events = new List<HistoryEvent>(past.Count);
        foreach (HistoryEvent e in past)
        {
            bool drop = e.EventTypeCase switch
            {
                HistoryEvent.EventTypeOneofCase.TaskFailed => true,
                HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed => true,
                HistoryEvent.EventTypeOneofCase.EntityOperationFailed => true,
                HistoryEvent.EventTypeOneofCase.ExecutionCompleted => true,
                HistoryEvent.EventTypeOneofCase.TaskScheduled => !activities.Contains(e.EventId),
                HistoryEvent.EventTypeOneofCase.EntityOperationCalled => !calls.Contains(e.EntityOperationCalled.RequestId),
                _ => false,
            };
            if (!drop)
            {
                events.Add(e.ExecutionStarted is null ? e : Renamed(e, executionId, parentExecutionId));
            }
        }

        return new RewoundHistory(events, executionId);
    }

    /// <summary>Takes a history as a worker has rewritten it.</summary>
    public static RewoundHistory AsGiven(IReadOnlyList<HistoryEvent> events) =>
        new([.. events], events.FirstOrDefault(e => e.ExecutionStarted is not null)?.ExecutionStarted.OrchestrationInstance?.ExecutionId);

    /// <summary>Takes out the event that records the rewinding.</summary>
    public HistoryEvent TakeRewound()
    {
        int last = Events.FindLastIndex(e => e.ExecutionRewound is not null);
        HistoryEvent rewound = Events[last];
        Events.RemoveAt(last);
        return rewound;
    }

    private static HistoryEvent Renamed(HistoryEvent started, string executionId, string? parentExecutionId)
    {
        HistoryEvent renamed = started.Clone();
        renamed.ExecutionStarted.OrchestrationInstance.ExecutionId = executionId;
        if (parentExecutionId is not null && renamed.ExecutionStarted.ParentInstance is { OrchestrationInstance: { } parent })
        {
            parent.ExecutionId = parentExecutionId;
        }

        return renamed;
    }

    private IEnumerable<HistoryEvent> Open(Func<HistoryEvent, bool> begins, Func<HistoryEvent, int?> ends)
    {
        HashSet<int> ended = [.. Events.Select(ends).OfType<int>()];
        return [.. Events.Where(e => begins(e) && !ended.Contains(e.EventId))];
    }
}
