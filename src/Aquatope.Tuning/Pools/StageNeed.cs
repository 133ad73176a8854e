namespace Aquatope.Tuning;

/// <summary>When, and how likely, a stage is needed after a workflow has started.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Probability">Share of executions, in (0, 1], that call the stage at all.</param>
/// <param name="Earliest">Offset from the workflow's start that only few executions undercut.</param>
/// <param name="Typical">Median offset of the stage's first call.</param>
/// <param name="Latest">Offset by which the last call of the stage has come in all but few executions.</param>
/// <param name="Calls">Calls of the stage in flight at once, at most, in a typical execution that calls it.</param>
public sealed record StageNeed(string Stage, double Probability, TimeSpan Earliest, TimeSpan Typical, TimeSpan Latest, int Calls)
{
    // An execution may be half as slow again as nearly all that were seen, until its calls are no longer waited for.
    private const double Patience = 1.5;

    /// <summary>Returns when to start a worker, after the workflow's start, for it to be ready just in time.</summary>
    /// <param name="startUp">How long a worker takes to start.</param>
    /// <returns>The offset; zero where the worker will be late in any case.</returns>
    public TimeSpan WarmAt(TimeSpan startUp) => Earliest > startUp ? Earliest - startUp : TimeSpan.Zero;

    /// <summary>Returns how likely it is that an execution which has not called the stage yet does so within a time.</summary>
    /// <param name="from">The beginning, as offset from the workflow's start.</param>
    /// <param name="to">The end, as offset from the workflow's start.</param>
    /// <returns>A probability: calls are spread evenly from <see cref="Earliest"/> to <see cref="Latest"/>.</returns>
    public double ProbabilityWithin(TimeSpan from, TimeSpan to)
    {
        TimeSpan end = Latest * Patience;
        if (to < Earliest || from > end)
        {
            return 0;
        }

        TimeSpan overlap = (to < end ? to : end) - (from > Earliest ? from : Earliest);
        TimeSpan spread = Latest - Earliest;
        return overlap >= spread ? Probability : Probability * (overlap / spread);
    }
}
