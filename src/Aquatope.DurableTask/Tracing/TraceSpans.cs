using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask;

/// <summary>The spans of orchestrations, activities, timers and events, named and tagged as by the official SDKs.</summary>
internal static class TraceSpans
{
    private static readonly ActivitySource Source = new("Microsoft.DurableTask");

    public static bool IsEnabled => Source.HasListeners();

    public static Activity? StartNewOrchestration(P.CreateInstanceRequest request)
    {
        Activity? span = Source.StartActivity(Name("create_orchestration", request.Name, request.Version), ActivityKind.Producer);
        Tag(span, "orchestration", request.Name, request.InstanceId, request.Version);
        if (span is not null)
        {
            request.ParentTraceContext = new P.TraceContext { TraceParent = span.Id!, TraceState = span.TraceStateString };
        }

        return span;
    }

    public static Activity? StartRaisedEvent(string eventName, string targetInstanceId, string? instanceId = null)
    {
        Activity? span = Source.StartActivity(Name("orchestration_event", eventName, null), ActivityKind.Producer);
        Tag(span, "event", eventName, instanceId, null);
        return span?.SetTag("durabletask.event.target_instance_id", targetInstanceId);
    }

    public static Activity? StartActivityExecution(P.ActivityRequest request)
    {
        if (Parent(request.ParentTraceContext) is not { } parent)
        {
            return null;
        }

        Activity? span = Source.StartActivity(Name("activity", request.Name, request.Version), ActivityKind.Server, parent);
        Tag(span, "activity", request.Name, request.OrchestrationInstance.InstanceId, request.Version);
        return span?.SetTag("durabletask.task.task_id", request.TaskId);
    }

    public static Activity? StartOrchestrationExecution(P.ExecutionStartedEvent started, P.OrchestrationTraceContext? trace)
    {
        if (Parent(started.ParentTraceContext) is not { } parent)
        {
            return null;
        }

        Activity? span = Source.StartActivity(
            Name("orchestration", started.Name, started.Version),
            ActivityKind.Server,
            parent,
            startTime: trace?.SpanStartTime?.ToDateTimeOffset() ?? default);
        Tag(span, "orchestration", started.Name, started.OrchestrationInstance?.InstanceId, started.Version);
        SetSpanId(span, trace?.SpanID);
        return span;
    }

    public static Activity? StartScheduled(string instanceId, P.HistoryEvent scheduled)
    {
        (string type, string name, string? version, P.TraceContext? trace) = scheduled switch
        {
            { TaskScheduled: { } task } => ("activity", task.Name, task.Version, task.ParentTraceContext),
            { SubOrchestrationInstanceCreated: { } child } =>
                ("orchestration", child.Name, child.Version, child.ParentTraceContext),
            _ => throw new ArgumentException($"{scheduled.EventTypeCase} schedules nothing.", nameof(scheduled)),
        };
        Activity? span = Source.StartActivity(
            Name(type, name, version),
            ActivityKind.Client,
            Activity.Current?.Context ?? default,
            startTime: scheduled.Timestamp?.ToDateTimeOffset() ?? default);
        SetSpanId(span, Parent(trace)?.SpanId.ToString());
        Tag(span, type, name, instanceId, version);
        return span?.SetTag("durabletask.task.task_id", scheduled.EventId);
    }

    public static void EmitTimer(string instanceId, string orchestration, P.TimerFiredEvent fired, DateTimeOffset started)
    {
        using Activity? span = Source.StartActivity(
            $"orchestration:{orchestration}:timer", ActivityKind.Internal, Activity.Current?.Context ?? default, startTime: started);
        Tag(span, "timer", orchestration, instanceId, null);
        span?.SetTag("durabletask.fire_at", fired.FireAt.ToDateTime().ToString("o", CultureInfo.InvariantCulture));
        span?.SetTag("durabletask.task.task_id", fired.TimerId);
    }

    // A span that begins in one turn and is emitted by a later one, maybe of another process, keeps the ID under which
    // others have referred to it meanwhile. Activity has no public way to say so.
    private static void SetSpanId(Activity? span, string? spanId)
    {
        if (span is not null && !string.IsNullOrEmpty(spanId))
        {
            SpanIdOf(span) = spanId;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity span);

    private static ActivityContext? Parent(P.TraceContext? trace) =>
        trace is not null && ActivityContext.TryParse(trace.TraceParent, trace.TraceState, out ActivityContext parent)
            ? parent
            : null;

    private static string Name(string type, string name, string? version) =>
        string.IsNullOrEmpty(version) ? $"{type}:{name}" : $"{type}:{name}@({version})";

    private static void Tag(Activity? span, string type, string name, string? instanceId, string? version)
    {
        span?.SetTag("durabletask.type", type);
        span?.SetTag("durabletask.task.name", name);
        span?.SetTag("durabletask.task.instance_id", instanceId);
        if (!string.IsNullOrEmpty(version))
        {
            span?.SetTag("durabletask.task.version", version);
        }
    }
}
