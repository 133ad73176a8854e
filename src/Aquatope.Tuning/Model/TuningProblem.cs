using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What is tuned: the knobs, and the objective that their values are to meet at the least cost.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Space">The knobs.</param>
/// <param name="Objective">The latency objective.</param>
public sealed record TuningProblem(string Name, SearchSpace Space, LatencyObjective Objective)
{
    /// <summary>Gets the prices that make up the cost, or null where they must be learned from what executions cost. Default: null.</summary>
    public PriceList? Prices { get; init; }

    /// <summary>Gets the configuration in force now, or null where there is none. Default: null.</summary>
    public Configuration? Baseline { get; init; }

    /// <summary>
    /// Gets the number of the present epoch: one more for each change of the world, such as other input or another version
    /// of the code. Trials of earlier epochs tell how the knobs matter, not how long things take now. Default: 0.
    /// </summary>
    public int Epoch { get; init; }

    /// <summary>
    /// Gets how long production's workers of each stage are idle or starting for each of its calls, times the calls that a worker takes at
    /// once: what keeping them costs is part of what a configuration costs. Stages that are not named have none kept. Default: none.
    /// </summary>
    public ImmutableDictionary<string, TimeSpan> IdlePerCall { get; init; } = [];

    /// <summary>Gets the configuration to fall back upon: the baseline, or the most generous one.</summary>
    internal Configuration Fallback => Baseline ?? Space.MostGenerous;
}
