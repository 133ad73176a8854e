namespace Aquatope.Tuning;

/// <summary>Foretells, when a workflow starts, which of its stages will be needed when, so that cold starts do not cascade.</summary>
public static class CascadePlanner
{
    private const double EarlyPercentile = 10;
    private const double LatePercentile = 90;

    /// <summary>Plans from the learned graph, as if every call found a warm worker.</summary>
    /// <param name="graph">The graph, learned from executions of the workflow.</param>
    /// <param name="latencyMs">
    /// Latencies by stage, in milliseconds, where they differ from the execution times observed: after a change of
    /// configuration, say.
    /// </param>
    /// <returns>The needs in order of <see cref="StageNeed.Typical"/>, then name; none when the graph is empty.</returns>
    public static IReadOnlyList<StageNeed> Plan(WorkflowGraph graph, IReadOnlyDictionary<string, double>? latencyMs = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var first = graph.Stages.Select(_ => new List<double>()).ToArray();
        var last = graph.Stages.Select(_ => new List<double>()).ToArray();
        var peak = graph.Stages.Select(_ => new List<double>()).ToArray();
        foreach (ExecutionShape shape in graph.Shapes)
        {
            (double Start, double End)[] times = Retime(graph, shape, latencyMs);
            foreach (IGrouping<int, int> calls in Enumerable.Range(0, times.Length).GroupBy(c => shape.Calls[c].Stage))
            {
                first[calls.Key].Add(calls.Min(c => times[c].Start));
                last[calls.Key].Add(calls.Max(c => times[c].Start));
                peak[calls.Key].Add(Peak([.. calls.Select(c => times[c])]));
            }
        }

        return [.. graph.Stages.Select((stage, k) => new StageNeed(
                stage,
                (double)first[k].Count / graph.Shapes.Count,
                TimeSpan.FromMilliseconds(Percentiles.Of(first[k], EarlyPercentile)),
                TimeSpan.FromMilliseconds(Percentiles.Of(first[k], 50)),
                TimeSpan.FromMilliseconds(Percentiles.Of(last[k], LatePercentile)),
                (int)Math.Ceiling(Percentiles.Of(peak[k], 50))))
            .OrderBy(need => need.Typical)
            .ThenBy(need => need.Stage, StringComparer.Ordinal)];
    }

    private static (double Start, double End)[] Retime(
        WorkflowGraph graph, ExecutionShape shape, IReadOnlyDictionary<string, double>? latencyMs)
    {
        var times = new (double Start, double End)[shape.Calls.Length];
        for (int c = 0; c < times.Length; c++)
        {
            CallShape call = shape.Calls[c];
            double ready = call.Predecessors.Length == 0 ? 0 : call.Predecessors.Max(p => times[p].End);
            double start = ready + call.GapMs;
            double latency = latencyMs is not null && latencyMs.TryGetValue(graph.Stages[call.Stage], out double given)
                ? given
                : call.Call.ExecutionMs;
            times[c] = (start, start + latency);
        }

        return times;
    }

    private static double Peak((double Start, double End)[] calls) =>
        calls.Max(call => Math.Max(1, calls.Count(other => other.Start <= call.Start && other.End > call.Start)));
}
