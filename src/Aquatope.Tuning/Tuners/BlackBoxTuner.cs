using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The form of the paper: one Gaussian process on cost and one on latency, over all knobs at once.</summary>
/// <remarks>
/// Log cost and the log of latency over bound are modelled over the unit cube of all knobs; candidates maximise the
/// constrained noisy expected improvement, a batch one by one. A failed execution counts as a latency twice the bound, or
/// twice the greatest seen; trials that all others contradict count for less. Trials of earlier epochs are moved by what
/// those of the present one differ. Streams: "design", "alignment", "anomalies", "surrogates", and those of <see cref="CubeProposer"/>.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class BlackBoxTuner : ITuner
{
    // Older trials are forgotten: what they tell of is long ago, and the time of a fit grows with their cube.
    private const int Window = 200;

    private readonly CubeProposer _proposer;

    /// <summary>Initializes a new instance of the <see cref="BlackBoxTuner"/> class with default settings.</summary>
    public BlackBoxTuner()
        : this(new BlackBoxTunerOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BlackBoxTuner"/> class.</summary>
    /// <param name="options">The settings.</param>
    public BlackBoxTuner(BlackBoxTunerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _proposer = new CubeProposer { LeastImprovement = options.LeastSaving };
    }

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        Configuration[] present = [.. trials.Where(trial => trial.Epoch == problem.Epoch).Select(trial => trial.Configuration)];
        int missing = Math.Min(count, Math.Max(SpaceFillingDesign.TrialsFor(problem.Space) - trials.Count, present.Length == 0 ? 1 : 0));
        List<Configuration> proposals = SpaceFillingDesign.Propose(problem, present, missing, random.Stream("design"));
        Trial[] usable = Usable(trials);
        if (proposals.Count == count || usable.Length == 0)
        {
            return proposals;
        }

        Extend(problem, [.. present, .. proposals], Observe(problem, usable, random), proposals, count, random);
        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        Trial[] usable = Usable(trials);
        if (usable.Length == 0)
        {
            return [new Recommendation(problem.Fallback, 0, 0, 0)];
        }

        var random = new SeededRandom(seed);
        var surrogates = new BlackBoxSurrogates(Observe(problem, usable, random), random.Stream("surrogates"));
        return [.. Recommendation.ByTrust(usable.Select(trial => trial.Configuration).Distinct()
            .Select(configuration => Describe(problem, surrogates, configuration))).Take(count)];
    }

    private static Recommendation Describe(TuningProblem problem, BlackBoxSurrogates surrogates, Configuration configuration)
    {
        double[] point = problem.Space.Encode(configuration);
        return new Recommendation(
            configuration,
            Math.Exp(surrogates.ObjectiveMean(point)),
            problem.Objective.Bound.TotalMilliseconds * Math.Exp(surrogates.ConstraintMean(0, point)),
            Math.Exp(surrogates.LogFeasibility(point)));
    }

    private static Trial[] Usable(IReadOnlyList<Trial> trials) => [.. trials.Where(trial => trial.Executions.Length > 0).TakeLast(Window)];

    private static Observations Observe(TuningProblem problem, Trial[] trials, SeededRandom random) =>
        AnomalyFilter.Weigh(
            EpochAlignment.Align(TrialObservations.Of(problem, trials), [.. trials.Select(trial => trial.Epoch == problem.Epoch)], random.Stream("alignment")),
            random.Stream("anomalies"));

    private void Extend(
        TuningProblem problem, Configuration[] known, Observations observations, List<Configuration> proposals, int count, SeededRandom random)
    {
        var untried = new UntriedConfigurations(problem.Space, known);
        double[][] pending = [.. proposals.Select(problem.Space.Encode)];
        _proposer.Propose(observations, pending, Settle, count - proposals.Count, random);

        double[]? Settle(double[] summit, Func<double[], double> score)
        {
            if (untried.TakeNear(summit, score) is not { } settled)
            {
                return null;
            }

            proposals.Add(settled);
            return problem.Space.Encode(settled);
        }
    }
}
