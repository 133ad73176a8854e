using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>In the manner of CLITE: expected improvement of one score that counts latency until the bound holds, and cost from then on.</summary>
/// <remarks>
/// Patel and Tiwari (HPCA 2020): the score, the first trials (everything for one, the least for the others), the margin of
/// 0.01 on expected improvement and a surrogate that takes every observation as exact are CLITE's, as is recommending the best score seen.
/// Different: cost takes the place of the background jobs' throughput; the kernel is Matérn-5/2 with priors; batches are
/// allowed; neither the drop-out of dimensions nor the early stop is made. Streams: "fit", "search i".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class CliteTuner : ITuner
{
    private const double Margin = 0.01;
    private const double NoiseVariance = 1e-5;

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        HashSet<Configuration> tried = [.. trials.Select(trial => trial.Configuration)];
        List<Configuration> proposals = [.. Design(problem).Where(tried.Add).Take(count)];
        IReadOnlyList<FaceValue> observed = FaceValue.Of(problem, trials);
        if (proposals.Count < count && observed.Count > 0)
        {
            double[] scores = Scores(problem.Objective, observed);
            var proposer = new ImprovementProposer(problem.Space)
            {
                Priors = GaussianProcessPriors.DimensionScaled(problem.Space.Dimensions) with { Noise = null, NoiseBounds = (NoiseVariance, NoiseVariance) },
                Margin = Margin,
            };
            double[] ones = [.. scores.Select(_ => 1.0)];
            proposer.Extend(
                [.. observed.Select(item => item.Configuration)], [.. scores.Select(score => -score)], ones, proposals, count, new SeededRandom(seed));
        }

        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        return FaceValue.Rank(problem, trials, count);
    }

    /// <summary>Returns the score of each observed configuration, in (0, 1]: below one half exactly where the bound is missed.</summary>
    internal static double[] Scores(LatencyObjective objective, IReadOnlyList<FaceValue> observed)
    {
        double cheapest = observed.Where(item => item.Succeeded).Select(item => item.Cost).DefaultIfEmpty(0).Min();
        return [.. observed.Select(item => item.KeepsBound
            ? 0.5 + (0.5 * (item.Cost > 0 ? cheapest / item.Cost : 1))
            : 0.5 * objective.Bound.TotalMilliseconds / item.LatencyMs)];
    }

    // Most of everything, what is in force, most for each stage (or knob of none) and least for the others, and the middle.
    private static IEnumerable<Configuration> Design(TuningProblem problem)
    {
        SearchSpace space = problem.Space;
        string[] owners = [.. space.Knobs.Select(Owner).Distinct(StringComparer.Ordinal)];
        return
        [
            space.MostGenerous,
            problem.Fallback,
            .. owners.Select(owner => new Configuration([.. space.Knobs.Select(knob => Extreme(knob, most: Owner(knob) == owner))])),
            new Configuration([.. space.Knobs.Select(knob => knob.Decode(0.5))]),
        ];
    }

    private static string Owner(Knob knob) => knob.Stage ?? knob.Name;

    private static double Extreme(Knob knob, bool most) => most == (knob.Role == KnobRole.Concurrency) ? knob.Least : knob.Greatest;
}
