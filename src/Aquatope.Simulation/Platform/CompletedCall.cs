using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A call that has completed.</summary>
/// <param name="Function">The index of its function among the platform's.</param>
/// <param name="ArrivedTicks">When it arrived, in ticks of 100 nanoseconds since the simulation began.</param>
/// <param name="BegunTicks">When it began to execute.</param>
/// <param name="EndedTicks">When it completed.</param>
/// <param name="Cold">Whether it met a cold start: its worker became ready after it had arrived.</param>
/// <param name="Workflow">The index of the workflow that made it, or -1 where it came from outside.</param>
/// <param name="Execution">The number of the workflow's execution that made it, the first being 0; -1 where it came from outside.</param>
public readonly record struct CompletedCall(int Function, long ArrivedTicks, long BegunTicks, long EndedTicks, bool Cold, int Workflow, long Execution)
{
    /// <summary>Gets how it ended. Default: completed.</summary>
    public StageOutcome Outcome { get; init; }
}
