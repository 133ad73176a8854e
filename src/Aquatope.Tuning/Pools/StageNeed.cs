namespace Aquatope.Tuning;

/// <summary>When, and how likely, a stage is needed after a workflow has started.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Probability">Share of executions, in (0, 1], that call the stage at all.</param>
/// <param name="Earliest">Offset from the workflow's start that only few executions undercut.</param>
/// <param name="Typical">Median offset of the stage's first call.</param>
/// <param name="Calls">Calls of the stage in flight at once, at most, in a typical execution that calls it.</param>
public sealed record StageNeed(string Stage, double Probability, TimeSpan Earliest, TimeSpan Typical, int Calls)
{
    /// <summary>Returns when to start a worker, after the workflow's start, for it to be ready just in time.</summary>
    /// <param name="startUp">How long a worker takes to start.</param>
    /// <returns>The offset; zero where the worker will be late in any case.</returns>
    public TimeSpan WarmAt(TimeSpan startUp) => Earliest > startUp ? Earliest - startUp : TimeSpan.Zero;
}
