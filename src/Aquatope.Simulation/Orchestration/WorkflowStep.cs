namespace Aquatope.Simulation;

/// <summary>One part of a workflow's shape, with its own parts as indices: a tree that has been laid flat.</summary>
internal sealed class WorkflowStep
{
    public required StepKind Kind { get; init; }

    /// <summary>Gets the parts' indices among the steps.</summary>
    public int[] Parts { get; private init; } = [];

    /// <summary>Gets the stage that is called.</summary>
    public int Stage { get; private init; }

    /// <summary>Gets the probability of the first part.</summary>
    public double Probability { get; private init; }

    /// <summary>Gets, for each part, a bit for each part that it waits for.</summary>
    public ulong[] Predecessors { get; private init; } = [];

    /// <summary>Lays a shape flat.</summary>
    /// <param name="shape">The shape.</param>
    /// <returns>The steps; the last one is the whole.</returns>
    public static WorkflowStep[] Flatten(WorkflowShape shape)
    {
        var steps = new List<WorkflowStep>();
        Add(shape, steps);
        return [.. steps];
    }

    private static int Add(WorkflowShape shape, List<WorkflowStep> steps)
    {
        int[] parts = [.. PartsOf(shape).Select(part => Add(part, steps))];
        steps.Add(shape switch
        {
            StageCall call => new WorkflowStep { Kind = StepKind.Call, Stage = call.Stage },
            InSeries => new WorkflowStep { Kind = StepKind.Series, Parts = parts },
            InParallel => new WorkflowStep { Kind = StepKind.Parallel, Parts = parts },
            InMap map => new WorkflowStep { Kind = StepKind.Parallel, Parts = [.. Enumerable.Repeat(parts[0], map.Width)] },
            Repeated repeated => new WorkflowStep { Kind = StepKind.Series, Parts = [.. Enumerable.Repeat(parts[0], repeated.Times)] },
            InChoice choice => new WorkflowStep { Kind = StepKind.Choice, Parts = parts, Probability = choice.Probability },
            InGraph graph => new WorkflowStep { Kind = StepKind.Graph, Parts = parts, Predecessors = graph.Predecessors },
            _ => throw new InvalidOperationException($"A shape '{shape.GetType().Name}' cannot be run."),
        });
        return steps.Count - 1;
    }

    private static WorkflowShape[] PartsOf(WorkflowShape shape) => shape switch
    {
        InSeries series => series.Parts,
        InParallel parallel => parallel.Parts,
        InMap map => [map.Part],
        Repeated repeated => [repeated.Part],
        InChoice { Otherwise: null } choice => [choice.Part],
        InChoice choice => [choice.Part, choice.Otherwise],
        InGraph graph => graph.Parts,
        _ => [],
    };
}

/// <summary>What a step does with its parts.</summary>
internal enum StepKind
{
    /// <summary>It has none: it calls a stage.</summary>
    Call,

    /// <summary>One after the other.</summary>
    Series,

    /// <summary>All at once.</summary>
    Parallel,

    /// <summary>Each when those it waits for have ended.</summary>
    Graph,

    /// <summary>One of them, or nothing, by chance.</summary>
    Choice,
}
