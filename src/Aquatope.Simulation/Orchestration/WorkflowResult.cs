using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What came of one workflow since measuring began.</summary>
public sealed record WorkflowResult
{
    /// <summary>Gets the workflow's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the objective.</summary>
    public required LatencyObjective Objective { get; init; }

    /// <summary>Gets the number of executions that started.</summary>
    public required long Started { get; init; }

    /// <summary>Gets the number of executions that ended.</summary>
    public required long Completed { get; init; }

    /// <summary>Gets the number of those that failed or took longer than the objective's bound.</summary>
    public required long Late { get; init; }

    /// <summary>Gets the number of those that failed; they are late as well. Default: none.</summary>
    public long Failed { get; init; }

    /// <summary>Gets the number of those in which at least one call met a cold start.</summary>
    public required long Cold { get; init; }

    /// <summary>Gets the times from start to end, of the executions that ended.</summary>
    public required TimeHistogram Latency { get; init; }

    /// <summary>Gets the share of executions that were late; zero where none ended.</summary>
    public double LateShare => Completed == 0 ? 0 : (double)Late / Completed;

    /// <summary>Gets a value indicating whether no more were late than the objective's percentile allows.</summary>
    public bool MeetsObjective => LateShare <= 1 - (Objective.Percentile / 100);
}
