namespace Aquatope.TaskHub.Engine;

/// <summary>
/// The span of an execution, which the worker of its first turn begins and every later worker goes on with. It is stored in
/// the record of the execution's start, as the official backends do; its time is then that of the first turn.
/// </summary>
internal static class OrchestrationTrace
{
    /// <summary>Returns the span that a history records, or null.</summary>
    public static OrchestrationTraceContext? Of(IEnumerable<HistoryEvent> history)
    {
        HistoryEvent? turn = null;
        foreach (HistoryEvent e in history)
        {
            if (e.ExecutionStarted is { } started)
            {
                return started.OrchestrationSpanID is { Length: > 0 } span
                    ? new OrchestrationTraceContext { SpanID = span, SpanStartTime = (turn ?? e).Timestamp }
                    : null;
            }

            turn ??= e;
        }

        return null;
    }

    /// <summary>Records a span in the events of an execution's first turn.</summary>
    public static void Record(OrchestrationTraceContext trace, List<HistoryEvent> events)
    {
        int at = events.FindIndex(e => e.ExecutionStarted is not null);
        if (at >= 0)
        {
            // The event itself may be on its way to a worker.
            events[at] = events[at].Clone();
            events[at].ExecutionStarted.OrchestrationSpanID = trace.SpanID;
        }
    }
}
