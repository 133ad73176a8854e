using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

/// <summary>The two tables of spans, filled as the Durable Task SDK and the workers of this project fill them.</summary>
internal sealed class SpanStore
{
    private int _ids;

    public List<Span> Requests { get; } = [];

    public List<Span> Dependencies { get; } = [];

    /// <summary>Adds the spans of an execution of a workflow: the client's request, and the orchestration.</summary>
    public void Add(WorkflowReport report)
    {
        Span creation = Created(report.Workflow, report.InstanceId, report.StartedAt);
        Requests.Add(new Span($"orchestration:{report.Workflow}", creation.OperationId, NewId(), creation.Id)
        {
            TimeGenerated = report.StartedAt,
            DurationMs = report.Latency.TotalMilliseconds,
            Success = !report.Failed,
            Properties = Tags("orchestration", report.Workflow, report.InstanceId, ("durabletask.task.status", report.Failed ? "Failed" : "Completed")),
        });
        Dependencies.Add(new Span(StageSpans.WorkflowPrefix + report.Workflow, NewId(), NewId(), string.Empty)
        {
            TimeGenerated = report.StartedAt + report.Latency,
            Properties = Own((StageSpans.Workflow, report.Workflow), (StageSpans.InstanceId, report.InstanceId), (StageSpans.Lane, report.Lane)),
        });
    }

    /// <summary>Adds the spans of an execution of a stage: the caller's and the host's, which are Durable Task's, and the worker's own.</summary>
    public (Span Call, Span Execution, Span Worked) Add(StageReport report)
    {
        string operation = Created(report.Workflow, report.InstanceId, report.ScheduledAt).OperationId;
        var call = new Span($"activity:{report.Stage}", operation, NewId(), NewId())
        {
            TimeGenerated = report.ScheduledAt,
            DurationMs = (report.QueueWait + report.Execution).TotalMilliseconds,
            Success = report.Outcome == StageOutcome.Completed,
            ItemCount = (int)report.Weight,
            Properties = Tags("activity", report.Stage, report.InstanceId),
        };
        Dependencies.Add(call);
        Span execution = ExecutionOf(call, report);
        Requests.Add(execution);
        Span worked = WorkedOf(execution, report);
        Dependencies.Add(worked);
        return (call, execution, worked);
    }

    /// <summary>Makes the host's span of a call.</summary>
    public Span ExecutionOf(Span call, StageReport report) => call with
    {
        Id = NewId(),
        ParentId = call.Id,
        TimeGenerated = report.ScheduledAt + report.QueueWait,
        DurationMs = report.Execution.TotalMilliseconds,
    };

    /// <summary>Adds a span of the host's directly within another, as its runtime makes them around a call of the worker.</summary>
    public Span AddWithin(Span execution)
    {
        var within = new Span("Invoke", execution.OperationId, NewId(), execution.Id) { TimeGenerated = execution.TimeGenerated, DurationMs = execution.DurationMs };
        Dependencies.Add(within);
        return within;
    }

    /// <summary>Returns the spans whose end meets a condition.</summary>
    public SpanStore Where(Func<DateTimeOffset, bool> ended)
    {
        var some = new SpanStore();
        some.Requests.AddRange(Requests.Where(span => ended(span.TimeGenerated.AddMilliseconds(span.DurationMs))));
        some.Dependencies.AddRange(Dependencies.Where(span => ended(span.TimeGenerated.AddMilliseconds(span.DurationMs))));
        return some;
    }

    // It begins a little after the host's, and its parent may be none of the spans that are kept.
    private Span WorkedOf(Span execution, StageReport report) => new(StageSpans.StagePrefix + report.Stage, execution.OperationId, NewId(), NewId())
    {
        TimeGenerated = execution.TimeGenerated.AddMilliseconds(0.4),
        DurationMs = Math.Max(0, execution.DurationMs - 0.5),
        Success = execution.Success,
        ItemCount = execution.ItemCount,
        Properties = Own(
            (StageSpans.Stage, report.Stage),
            (StageSpans.InstanceId, report.InstanceId),
            (StageSpans.Lane, report.Lane),
            (StageSpans.Cpu, Text(report.Configuration.Cpu)),
            (StageSpans.MemoryMiB, Text(report.Configuration.MemoryMiB)),
            (StageSpans.Concurrency, Text(report.Configuration.Concurrency)),
            (StageSpans.ColdStart, report.ColdStart > TimeSpan.Zero ? "true" : "false"),
            (StageSpans.CpuTimeMs, report.CpuTime is { } cpu ? Text(cpu.TotalMilliseconds) : string.Empty),
            (StageSpans.PeakMemoryMiB, report.PeakMemoryMiB is { } memory ? Text(memory) : string.Empty),
            (StageSpans.Outcome, report.Outcome.ToString())),
    };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Tags(string type, string name, string instanceId, params (string Key, string Value)[] more)
    {
        (string Key, string Value)[] official = [("durabletask.type", type), ("durabletask.task.name", name), ("durabletask.task.instance_id", instanceId)];
        return Own([.. official, .. more]);
    }

    private static Dictionary<string, string> Own(params (string Key, string Value)[] tags) =>
        tags.Where(tag => tag.Value.Length > 0).ToDictionary(tag => tag.Key, tag => tag.Value);

    private Span Created(string workflow, string instanceId, DateTimeOffset at)
    {
        Span? known = Dependencies.Find(span =>
            span.Name == $"create_orchestration:{workflow}" && span["durabletask.task.instance_id"] == instanceId);
        if (known is null)
        {
            known = new Span($"create_orchestration:{workflow}", NewId(), NewId(), string.Empty)
            {
                TimeGenerated = at,
                Properties = Tags("orchestration", workflow, instanceId),
            };
            Dependencies.Add(known);
        }

        return known;
    }

    private string NewId() => (++_ids).ToString("x16", CultureInfo.InvariantCulture);
}
