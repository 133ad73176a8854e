namespace Aquatope.Simulation;

/// <summary>An execution of a workflow that has ended.</summary>
/// <param name="Workflow">The index of its workflow among the platform's.</param>
/// <param name="Execution">Its number, the workflow's first being 0.</param>
/// <param name="StartTicks">When it started, in ticks of 100 nanoseconds since the simulation began.</param>
/// <param name="EndTicks">When it ended.</param>
/// <param name="Cold">Whether one of its calls met a cold start.</param>
public readonly record struct CompletedExecution(int Workflow, long Execution, long StartTicks, long EndTicks, bool Cold)
{
    /// <summary>Gets a value indicating whether one of its calls failed, so that nothing after it was called. Default: false.</summary>
    public bool Failed { get; init; }
}
