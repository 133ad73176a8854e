namespace Aquatope.Simulation;

/// <summary>The order of a workflow's calls: one call, parts one after the other, or parts side by side.</summary>
internal abstract record WorkflowShape
{
    /// <summary>Returns a call of one stage.</summary>
    public static WorkflowShape Call(int stage) => new StageCall(stage);

    /// <summary>Returns parts one after the other.</summary>
    public static WorkflowShape Series(params WorkflowShape[] parts) => new InSeries(parts);

    /// <summary>Returns parts that start together; what follows waits for all of them.</summary>
    public static WorkflowShape Parallel(params WorkflowShape[] parts) => new InParallel(parts);

    /// <summary>Returns the distribution of the whole, given that of each stage.</summary>
    public abstract LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage);
}

/// <summary>One call of a stage.</summary>
internal sealed record StageCall(int Stage) : WorkflowShape
{
    public override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) => ofStage(Stage);
}

/// <summary>Parts one after the other.</summary>
internal sealed record InSeries(WorkflowShape[] Parts) : WorkflowShape
{
    public override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) =>
        Parts.Select(part => part.Latency(ofStage)).Aggregate((before, after) => before.Then(after));
}

/// <summary>Parts side by side.</summary>
internal sealed record InParallel(WorkflowShape[] Parts) : WorkflowShape
{
    public override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) =>
        Parts.Select(part => part.Latency(ofStage)).Aggregate((one, other) => one.Alongside(other));
}
