using System.Globalization;
using System.Text.RegularExpressions;
using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

/// <summary>What the queries of <c>Monitor/Queries</c> mean, said in C#.</summary>
internal sealed partial class SpanQueries
{
    private readonly Dictionary<string, string> _parameters;
    private readonly string _text;
    private readonly List<Span> _requests;
    private readonly List<Span> _dependencies;

    public SpanQueries(SpanStore spans, string text, DateTimeOffset from, DateTimeOffset to)
    {
        _text = text;
        _parameters = Let().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        _requests = [.. spans.Requests.Where(span => span.TimeGenerated >= from && span.TimeGenerated < to)];
        _dependencies = [.. spans.Dependencies.Where(span => span.TimeGenerated >= from && span.TimeGenerated < to)];
    }

    private string Lane => Text("lane");

    private DateTimeOffset Since => Moment("since");

    private DateTimeOffset Until => Moment("until");

    public (string[] Columns, List<object?[]> Rows) Answer() => _text switch
    {
        _ when _text.Contains("\n// Executions of the stages", StringComparison.Ordinal) => Stages(),
        _ when _text.Contains("\n// Executions of one workflow", StringComparison.Ordinal) => Workflows(),
        _ when _text.Contains("\n// Calls of each stage", StringComparison.Ordinal) => Counts(),
        _ when _text.Contains("\n// Whether the spans", StringComparison.Ordinal) => Arrival(),
        _ => throw new InvalidOperationException($"This is no query of the project: {_text}"),
    };

    private static bool Is(Span span, string type) => span["durabletask.type"] == type;

    private static string InstanceOf(Span span) => span["durabletask.task.instance_id"];

    private static DateTimeOffset EndOf(Span span) => span.TimeGenerated.AddMilliseconds(span.DurationMs);

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private (string[] Columns, List<object?[]> Rows) Stages()
    {
        var creations = Creations();
        var attempts = Attempts().ToDictionary(attempt => (attempt.Execution.OperationId, attempt.Execution.ParentId));
        var rows =
            from call in _dependencies
            where Is(call, "activity") && EndOf(call) >= Since && EndOf(call) < Until
            group call by (call.OperationId, call.Id) into twins
            let call = twins.MaxBy(EndOf)!
            where attempts.ContainsKey((call.OperationId, call.Id))
            let attempt = attempts[(call.OperationId, call.Id)].Execution
            let worked = attempts[(call.OperationId, call.Id)].Worked
            let roots = creations.Where(creation => creation.OperationId == call.OperationId).ToList()
            let root = roots.Find(creation => creation.Execution == InstanceOf(call)) ?? (roots.Count == 1 ? roots[0] : null)
            where root is not null && root.Workflow == Text("workflow") && (Text("execution").Length == 0 || root.Execution == Text("execution"))
            orderby EndOf(call), call.Id
            select new object?[]
            {
                EndOf(call).UtcDateTime, root.Execution, call["durabletask.task.name"], call.TimeGenerated.UtcDateTime, call.DurationMs,
                attempt.TimeGenerated.UtcDateTime, attempt.DurationMs, attempt.Success, worked.AppRoleInstance, attempt.ItemCount,
                Number(worked[StageSpans.Cpu]), Number(worked[StageSpans.MemoryMiB]), Number(worked[StageSpans.Concurrency]),
                worked[StageSpans.ColdStart] == "true", Number(worked[StageSpans.CpuTimeMs]), Number(worked[StageSpans.PeakMemoryMiB]),
                worked[StageSpans.Outcome], call.Id,
            };
        string[] columns =
        [
            "EndedAt", "InstanceId", "Stage", "ScheduledAt", "TotalMs", "StartedAt", "ExecutionMs", "Succeeded", "Worker", "Weight",
            "Cpu", "MemoryMiB", "Concurrency", "ColdStart", "CpuTimeMs", "PeakMemoryMiB", "Outcome", "Call",
        ];
        return (columns, [.. rows]);
    }

    private (string[] Columns, List<object?[]> Rows) Workflows()
    {
        var rows =
            from span in _requests
            where Is(span, "orchestration") && span["durabletask.task.name"] == Text("workflow")
            where Told(InstanceOf(span)).Any(told => told[StageSpans.Lane] == Lane)
            where Text("execution").Length == 0 || InstanceOf(span) == Text("execution")
            where EndOf(span) >= Since && EndOf(span) < Until
            let creation = _dependencies.Find(creation =>
                creation.OperationId == span.OperationId && creation.Id == span.ParentId && creation.Name.StartsWith("create_orchestration:", StringComparison.Ordinal))
            where creation is not null
            group (span, creation) by InstanceOf(span) into twins
            let first = twins.MinBy(twin => EndOf(twin.span))
            orderby EndOf(first.span), twins.Key
            select new object?[]
            {
                EndOf(first.span).UtcDateTime, twins.Key, first.creation.TimeGenerated.UtcDateTime, first.span.ItemCount,
                !first.span.Success || first.span["durabletask.task.status"] is "Failed" or "Terminated",
            };
        return (["EndedAt", "InstanceId", "StartedAt", "Weight", "Failed"], [.. rows]);
    }

    private (string[] Columns, List<object?[]> Rows) Counts()
    {
        var width = TimeSpan.Parse(Text("width"), CultureInfo.InvariantCulture);
        var calls = _dependencies.Where(span => Is(span, "activity") && span.TimeGenerated >= Since && span.TimeGenerated < Until);
        var rows =
            from attempt in Attempts()
            join call in calls on (attempt.Execution.OperationId, attempt.Execution.ParentId) equals (call.OperationId, call.Id)
            group attempt.Execution.ItemCount by (Stage: call["durabletask.task.name"], Bin: (int)((call.TimeGenerated - Since) / width)) into bin
            orderby bin.Key.Stage, bin.Key.Bin
            select new object?[] { bin.Key.Stage, (Since + (bin.Key.Bin * width)).UtcDateTime, bin.Sum() };
        return (["Stage", "Bin", "Calls"], [.. rows]);
    }

    private (string[] Columns, List<object?[]> Rows) Arrival()
    {
        Span[] calls = [.. _dependencies.Where(span => Is(span, "activity") && InstanceOf(span) == Text("execution"))];
        bool ended = _requests.Exists(span => Is(span, "orchestration") && InstanceOf(span) == Text("execution")) && Told(Text("execution")).Any();
        int unserved = calls.Count(call => !_requests.Exists(span => Is(span, "activity") && span.ParentId == call.Id));
        int missing = calls.GroupBy(call => call["durabletask.task.name"]).Sum(stage =>
            Worked(Text("execution"), stage.Key).Count() is > 0 and int spans ? Math.Max(0, stage.Count() - spans) : 0);
        return (["Ended", "Calls", "Unmatched"], [[ended, calls.Length, unserved + missing]]);
    }

    private IEnumerable<(Span Execution, Span Worked)> Attempts() =>
        from span in _requests
        where Is(span, "activity")
        let some = Worked(InstanceOf(span), span["durabletask.task.name"]).Where(worked => worked[StageSpans.Lane] == Lane).ToList()
        let worked = some.Find(worked => AttemptOf(worked) == span.Id)
            ?? some.Where(worked => AttemptOf(worked) is null && Apart(worked, span) <= span.DurationMs + 1000).MinBy(worked => Apart(worked, span))
        where worked is not null
        group (span, worked) by (span.OperationId, span.ParentId) into attempts
        select attempts.MaxBy(attempt => attempt.span.TimeGenerated);

    // The attempt that a worker's own span says it lies within, directly or within a span directly within that; null where it says none.
    private string? AttemptOf(Span worked)
    {
        Span[] parents = [.. _requests.Concat(_dependencies).Where(span =>
            span.OperationId == worked.OperationId && (span.Id == worked.ParentId || span.Id == worked[StageSpans.RemoteParentId]))];
        return parents.Concat(_requests.Where(span => parents.Any(parent => parent.OperationId == span.OperationId && parent.ParentId == span.Id)))
            .FirstOrDefault(span => _requests.Contains(span) && Is(span, "activity"))?.Id;
    }

    private IEnumerable<Span> Worked(string instance, string stage) => _dependencies.Where(span =>
        span.Name.StartsWith(StageSpans.StagePrefix, StringComparison.Ordinal) && InstanceOf(span) == instance && span[StageSpans.Stage] == stage);

    private IEnumerable<Span> Told(string instance) => _dependencies.Where(span =>
        span.Name.StartsWith(StageSpans.WorkflowPrefix, StringComparison.Ordinal) && InstanceOf(span) == instance);

    private static double Apart(Span worked, Span execution) => Math.Abs((worked.TimeGenerated - execution.TimeGenerated).TotalMilliseconds);

    private List<Creation> Creations() => [.. _dependencies
        .Where(span => span.Name.StartsWith("create_orchestration:", StringComparison.Ordinal))
        .Select(span => new Creation(span.OperationId, span["durabletask.task.name"], InstanceOf(span)))
        .Distinct()];

    private string Text(string parameter) =>
        Spelled().Replace(_parameters[parameter].Trim('"'), match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private DateTimeOffset Moment(string parameter) => DateTimeOffset.Parse(_parameters[parameter], CultureInfo.InvariantCulture);

    private sealed record Creation(string OperationId, string Workflow, string Execution);

    [GeneratedRegex("""^let (\w+) = (?:datetime\(|timespan\()?("[^"]*"|[^;)]+)\)?;$""", RegexOptions.Multiline)]
    private static partial Regex Let();

    [GeneratedRegex(@"\\u([0-9a-f]{4})")]
    private static partial Regex Spelled();
}
