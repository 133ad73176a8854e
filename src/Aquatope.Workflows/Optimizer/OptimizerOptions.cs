using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>How the optimizer works.</summary>
public sealed record OptimizerOptions : TuningCycleOptions
{
    /// <summary>
    /// Gets how often a tuning cycle starts; also one starts when a stage in production no longer takes the time that it used to
    /// take. Default: six hours. <see cref="Timeout.InfiniteTimeSpan"/>: only when asked.
    /// </summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Gets how many production executions a workflow must have had before its first cycle. Default: 20.</summary>
    public int MinimumProductionExecutions { get; init; } = 20;
}
