namespace Aquatope.Tuning;

/// <summary>Finds the calls that decide how long executions take.</summary>
internal static class CriticalPath
{
    /// <summary>
    /// Returns the stages on the critical path of any of the executions: the call that ended last, that of its predecessors
    /// which ended last, and so on. Failed executions and those without stages have none.
    /// </summary>
    public static IReadOnlySet<string> StagesOf(IEnumerable<TrialExecution> executions)
    {
        var stages = new HashSet<string>(StringComparer.Ordinal);
        foreach (ExecutionShape shape in WorkflowGraph.Learn(executions).Shapes)
        {
            int call = LastOf(shape, Enumerable.Range(0, shape.Calls.Length));
            while (call >= 0)
            {
                stages.Add(shape.Calls[call].Call.Stage);
                call = LastOf(shape, shape.Calls[call].Predecessors);
            }
        }

        return stages;
    }

    private static int LastOf(ExecutionShape shape, IEnumerable<int> calls) =>
        calls.OrderByDescending(call => shape.Calls[call].Call.StartMs + shape.Calls[call].Call.LatencyMs).FirstOrDefault(-1);
}
