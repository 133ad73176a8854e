using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Plain Bayesian optimization: expected improvement of log cost with a penalty for latency above the bound.</summary>
/// <remarks>
/// One Gaussian process over all knobs models log cost + 3 max(0, log(latency / bound)). It begins with as many trials spread
/// over the space as <see cref="BlackBoxTuner"/>, and recommends by what was observed. Streams: "design", "fit", "search i".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class PenaltyTuner : ITuner
{
    /// <summary>The cost, in logarithms, of each logarithm of latency above the bound: more than any resource buys.</summary>
    private const double Penalty = 3;

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        int missing = Math.Min(count, SpaceFillingDesign.TrialsFor(problem.Space) - trials.Count);
        List<Configuration> proposals = SpaceFillingDesign.Propose(problem, trials.Select(trial => trial.Configuration), missing, random.Stream("design"));
        Trial[] usable = [.. trials.Where(trial => trial.Executions.Length > 0)];
        if (proposals.Count < count && usable.Length > 0)
        {
            Observations observations = TrialObservations.Of(problem, usable);
            new ImprovementProposer(problem.Space) { Priors = GaussianProcessPriors.DimensionScaled(problem.Space.Dimensions) }.Extend(
                [.. usable.Select(trial => trial.Configuration)], Values(observations), observations.NoiseScale, proposals, count, random);
        }

        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        return ObservedRanking.Of(problem, trials, count);
    }

    /// <summary>Returns the penalised log costs of observations.</summary>
    internal static double[] Values(Observations observations) =>
        [.. observations.Objective.Zip(observations.Constraints[0], (cost, excess) => cost + (Penalty * Math.Max(0, excess)))];
}
