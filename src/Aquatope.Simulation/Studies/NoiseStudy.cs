using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What strategies end with when executions scatter more, or more of them are disturbed.</summary>
public static class NoiseStudy
{
    /// <summary>Runs one strategy on one workflow under one noise.</summary>
    /// <param name="workflow">The workflow; its noise and outliers are replaced.</param>
    /// <param name="strategy">One of <see cref="Strategies.Names"/>.</param>
    /// <param name="noise">What disturbs the executions.</param>
    /// <param name="budget">Executions of each search; positive.</param>
    /// <param name="options">How often.</param>
    /// <returns>What the searches end with.</returns>
    public static ConvergencePoint Run(SimulatedWorkflow workflow, string strategy, ExecutionNoise noise, int budget, StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        SimulatedWorkflow noisy = workflow with { Noise = noise.Deviation, OutlierShare = noise.OutlierShare };
        var settings = new SearchSettings { Budget = budget };
        return ConvergencePoint.Of(budget, options.ForEachSeed(seed => SearchRun.Of(noisy, Strategies.Create(strategy, seed), settings, seed).Final));
    }
}

/// <summary>What disturbs executions.</summary>
/// <param name="Deviation">Standard deviation of the logarithm of a stage's latency.</param>
/// <param name="OutlierShare">Share of the executions in which everything takes three times as long, in [0, 1).</param>
public sealed record ExecutionNoise(double Deviation, double OutlierShare);
