namespace Aquatope.Tuning;

/// <summary>The order of a workflow's stages, learned from which completion each call waited for.</summary>
/// <remarks>
/// Nobody states the graph: a stage that was never in flight when another started is taken to precede it (a barrier),
/// and a stage whose single completions trigger the calls of another one by one is taken to feed it (a pipeline). Each
/// observed execution keeps its own shape, so conditionals, repeated calls and varying fan-out stay what they were.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class WorkflowGraph
{
    /// <summary>How far clocks and rounding may let a successor start before its predecessor ends, in milliseconds.</summary>
    internal const double ToleranceMs = 0.5;

    private WorkflowGraph(IReadOnlyList<string> stages, IReadOnlyList<StageEdge> edges, IReadOnlyList<ExecutionShape> shapes)
    {
        Stages = stages;
        Edges = edges;
        Shapes = shapes;
    }

    /// <summary>Gets the names of the stages that were called, in ordinal order.</summary>
    public IReadOnlyList<string> Stages { get; }

    /// <summary>Gets what precedes what, in order of name.</summary>
    public IReadOnlyList<StageEdge> Edges { get; }

    /// <summary>Gets the shape of every execution learned from, in the order in which they were given.</summary>
    internal IReadOnlyList<ExecutionShape> Shapes { get; }

    /// <summary>Learns the graph from executions.</summary>
    /// <param name="executions">The executions; failed ones are passed over, because they end early.</param>
    /// <returns>The graph; empty when no execution succeeded.</returns>
    public static WorkflowGraph Learn(IEnumerable<TrialExecution> executions)
    {
        ArgumentNullException.ThrowIfNull(executions);
        TrialExecution[] complete = [.. executions.Where(execution => !execution.Failed && execution.Stages.Length > 0)];
        string[] names = [.. complete.SelectMany(execution => execution.Stages).Select(call => call.Stage)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var order = new StageOrder(names);
        foreach (TrialExecution execution in complete)
        {
            order.Observe(execution);
        }

        ExecutionShape[] shapes = [.. complete.Select(order.Shape)];
        return new WorkflowGraph(names, order.Edges(), shapes);
    }
}

/// <summary>One stage precedes another.</summary>
/// <param name="From">The stage that must complete.</param>
/// <param name="To">The stage that waits.</param>
/// <param name="PerItem">Whether each call of the second waits for one call of the first, rather than for all of them.</param>
/// <param name="Observed">
/// Whether the second was ever seen to start on the first one's completion. If not, nothing yet tells a true dependency
/// from two branches of which one was always quicker.
/// </param>
public sealed record StageEdge(string From, string To, bool PerItem, bool Observed);
