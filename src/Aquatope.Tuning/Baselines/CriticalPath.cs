namespace Aquatope.Tuning;

/// <summary>Finds the calls that decide how long executions take.</summary>
internal static class CriticalPath
{
    /// <summary>
    /// Returns the stages on the critical path of any of the executions: the call that ended last, that of its predecessors
    /// which ended last, and so on. Failed executions and those without stages have none.
    /// </summary>
    public static IReadOnlySet<string> StagesOf(IEnumerable<TrialExecution> executions) =>
        SharesOf(WorkflowGraph.Learn(executions)).Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Returns, of each stage that is on the critical path of any execution, the share of executions on whose path it is.</summary>
    /// <param name="graph">The graph learned from the executions.</param>
    /// <returns>Shares in (0, 1], by stage.</returns>
    public static IReadOnlyDictionary<string, double> SharesOf(WorkflowGraph graph)
    {
        var executions = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (ExecutionShape shape in graph.Shapes)
        {
            foreach (string stage in Path(shape).Select(call => shape.Calls[call].Call.Stage).Distinct(StringComparer.Ordinal))
            {
                executions[stage] = executions.GetValueOrDefault(stage) + 1;
            }
        }

        return executions.ToDictionary(stage => stage.Key, stage => (double)stage.Value / graph.Shapes.Count, StringComparer.Ordinal);
    }

    private static IEnumerable<int> Path(ExecutionShape shape)
    {
        int call = LastOf(shape, Enumerable.Range(0, shape.Calls.Length));
        while (call >= 0)
        {
            yield return call;
            call = LastOf(shape, shape.Calls[call].Predecessors);
        }
    }

    private static int LastOf(ExecutionShape shape, IEnumerable<int> calls) =>
        calls.OrderByDescending(call => shape.Calls[call].Call.StartMs + shape.Calls[call].Call.LatencyMs).FirstOrDefault(-1);
}
