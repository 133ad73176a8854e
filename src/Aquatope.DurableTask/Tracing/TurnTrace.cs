using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Worker.Replay;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask;

/// <summary>
/// The spans of one turn. The span of the orchestration is emitted by the turn that completes it, with the start
/// time of the first one, which travels through the task hub.
/// </summary>
internal sealed class TurnTrace : IDisposable
{
    private readonly Activity? _outer;
    private readonly Activity? _span;
    private readonly P.OrchestrationTraceContext? _earlier;
    private bool _ended;

    private TurnTrace(Activity? outer, Activity? span, P.OrchestrationTraceContext? earlier)
    {
        _outer = outer;
        _span = span;
        _earlier = earlier;
    }

    public static TurnTrace Start(P.OrchestratorRequest request, OrchestrationHistory history)
    {
        if (!TraceSpans.IsEnabled)
        {
            return new(null, null, null);
        }

        Activity? outer = Activity.Current;
        Activity? span = TraceSpans.StartOrchestrationExecution(history.Started, request.OrchestrationTraceContext);
        foreach (P.HistoryEvent ended in span is null ? [] : history.New)
        {
            EmitEnded(history, ended);
        }

        return new(outer, span, request.OrchestrationTraceContext);
    }

    /// <summary>Gives the trace context to what the turn schedules, and ends the span when the orchestration ends.</summary>
    public void Complete(P.OrchestratorResponse response)
    {
        if (_span is null)
        {
            return;
        }

        response.OrchestrationTraceContext = new P.OrchestrationTraceContext
        {
            SpanID = _earlier?.SpanID ?? _span.SpanId.ToString(),
            SpanStartTime = _earlier?.SpanStartTime ?? Timestamp.FromDateTime(_span.StartTimeUtc),
        };
        foreach (P.OrchestratorAction action in response.Actions)
        {
            Annotate(action, response.InstanceId);
        }
    }

    public void Dispose()
    {
        if (_ended)
        {
            _span?.Dispose();
        }
        else if (_span is not null)
        {
            // A turn that leaves the orchestration running leaves its span running: a later turn ends it.
            Activity.Current = _outer;
        }
    }

    private static void EmitEnded(OrchestrationHistory history, P.HistoryEvent ended)
    {
        if (ended.TimerFired is { } timer)
        {
            TraceSpans.EmitTimer(history.InstanceId, history.Started.Name, timer, Created(history, timer.TimerId));
            return;
        }

        (int? id, P.TaskFailureDetails? failure) = ended switch
        {
            { TaskCompleted: { } task } => (task.TaskScheduledId, null),
            { TaskFailed: { } task } => (task.TaskScheduledId, task.FailureDetails),
            { SubOrchestrationInstanceCompleted: { } child } => (child.TaskScheduledId, null),
            { SubOrchestrationInstanceFailed: { } child } => (child.TaskScheduledId, child.FailureDetails),
            _ => ((int?)null, (P.TaskFailureDetails?)null),
        };
        if (id is { } scheduledId && Scheduled(history, scheduledId) is { } scheduled)
        {
            using Activity? span = TraceSpans.StartScheduled(history.InstanceId, scheduled);
            if (failure is not null)
            {
                span?.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage);
            }
        }
    }

    private static DateTimeOffset Created(OrchestrationHistory history, int timerId) =>
        history.Past.FirstOrDefault(past => past.TimerCreated is not null && past.EventId == timerId)
            ?.Timestamp?.ToDateTimeOffset() ?? default;

    private static P.HistoryEvent? Scheduled(OrchestrationHistory history, int id) => history.Past.LastOrDefault(past =>
        past.EventId == id && (past.TaskScheduled is not null || past.SubOrchestrationInstanceCreated is not null));

    private void Annotate(P.OrchestratorAction action, string instanceId)
    {
        switch (action)
        {
            case { ScheduleTask: { } task }:
                task.ParentTraceContext = ChildContext();
                break;
            case { CreateSubOrchestration: { } child }:
                child.ParentTraceContext = ChildContext();
                break;
            case { SendEvent: { } sent }:
                TraceSpans.StartRaisedEvent(sent.Name, sent.Instance.InstanceId, instanceId)?.Dispose();
                break;
            case { CompleteOrchestration: { } completion }:
                End(completion);
                break;
            default:
                break;
        }
    }

    private void End(P.CompleteOrchestrationAction completion)
    {
        _ended = true;
        _span!.SetTag("durabletask.task.status", completion.OrchestrationStatus.ToString());
        if (completion.OrchestrationStatus is P.OrchestrationStatus.Failed)
        {
            _span.SetStatus(ActivityStatusCode.Error, completion.Result);
        }
    }

    // The ID of a span that the turn which sees the end of the task will emit.
    private P.TraceContext ChildContext()
    {
        string flags = _span!.ActivityTraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00";
        return new P.TraceContext
        {
            TraceParent = $"00-{_span.TraceId}-{ActivitySpanId.CreateRandom()}-{flags}",
            TraceState = _span.TraceStateString,
        };
    }
}
