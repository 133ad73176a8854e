using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The paper's black box with the behaviour of its released software, defects included, as a baseline.</summary>
/// <remarks>
/// Ten configurations drawn at random, then Matérn-5/2 processes with gamma priors on minus the cost and on the seconds
/// above the bound, neither standardised, and the maximum of <see cref="PublishedAcquisition"/>, which is flat zero unless a
/// posterior sample has a negative cost; where it is flat, the proposal is a point at random. Observations outside the interval of
/// <see cref="PublishedFilter"/> are dropped; where it leaves fewer than two (at costs above about five units it drops nearly
/// all, so that the unit of the costs matters), configurations are drawn at random. Each configuration counts with its first
/// execution only, and the best is the one with the greatest -cost - 100 violated, as it was measured. Where the software would propose
/// a configuration again and look up its old result, it is left out. Streams: "design", "objective", "constraint",
/// "samples", "search i", "random".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class AsPublishedTuner : ITuner
{
    private const int InitialTrials = 10;
    private const double Penalty = 100;

    // Minus a cost of any unit has any variance: the software bounds neither this nor the noise from above.
    private static readonly GaussianProcessFitter Fitter = new()
    {
        Priors = GaussianProcessPriors.Gamma() with { OutputScaleBounds = (1e-6, 1e12), NoiseBounds = (1e-4, 1e12) },
        Starts = 1,
        MaxIterations = 200,
    };

    private static readonly AcquisitionSearch Search = new() { Points = 32, Restarts = 10, MaxIterations = 200 };

    private readonly AsPublishedTunerOptions _options;

    /// <summary>Initializes a new instance of the <see cref="AsPublishedTuner"/> class with the software's settings.</summary>
    public AsPublishedTuner()
        : this(new AsPublishedTunerOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AsPublishedTuner"/> class.</summary>
    /// <param name="options">The settings.</param>
    public AsPublishedTuner(AsPublishedTunerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        HashSet<Configuration> taken = [.. trials.Select(trial => trial.Configuration)];
        List<Configuration> proposals = [.. problem.Space.Draw(Math.Min(count, InitialTrials - trials.Count), taken, random.Stream("design"))];
        if (proposals.Count == count)
        {
            return proposals;
        }

        Run[] runs = Kept(Runs(problem, trials));
        if (runs.Length < 2)
        {
            return [.. proposals, .. problem.Space.Draw(count - proposals.Count, taken, random.Stream("random"))];
        }

        Extend(problem.Space, runs, taken, proposals, count, random);
        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        Recommendation[] ranked = [.. Runs(problem, trials)
            .OrderByDescending(run => run.Value)
            .Take(count)
            .Select(run => new Recommendation(run.Configuration, run.Cost, run.LatencyMs, run.Violated ? 0 : 1))];
        return ranked.Length > 0 ? ranked : [new Recommendation(problem.Fallback, 0, 0, 0)];
    }

    private static Run[] Runs(TuningProblem problem, IReadOnlyList<Trial> trials) =>
        [.. trials.Where(trial => trial.Executions.Length > 0).DistinctBy(trial => trial.Configuration).Select(trial =>
        {
            TrialExecution single = trial.Executions[0];
            double excessSeconds = (single.LatencyMs - problem.Objective.Bound.TotalMilliseconds) / 1000;
            return new Run(trial.Configuration, problem.Space.Encode(trial.Configuration), single.Cost, single.LatencyMs, excessSeconds, single.Failed || excessSeconds > 0);
        })];

    private static void Extend(SearchSpace space, Run[] runs, HashSet<Configuration> taken, List<Configuration> proposals, int count, SeededRandom random)
    {
        Matrix points = Matrix.OfRows([.. runs.Select(run => run.Point)]);
        GaussianProcess objective = Fitter.Fit(new GaussianProcessData(points, [.. runs.Select(run => -run.Cost)]), random.Stream("objective"));
        GaussianProcess constraint = Fitter.Fit(new GaussianProcessData(points, [.. runs.Select(run => run.ExcessSeconds)]), random.Stream("constraint"));
        var acquisition = new PublishedAcquisition(objective, constraint, count, random.Stream("samples"));
        foreach (Configuration pending in proposals)
        {
            acquisition.AddPending(space.Encode(pending));
        }

        for (int i = proposals.Count; i < count; i++)
        {
            double[] point = Search.Maximize(acquisition.Value, space.Dimensions, [], random.Stream($"search {i}")).Point;
            Configuration found = space.Decode(point);
            if (taken.Add(found))
            {
                proposals.Add(found);
                acquisition.AddPending(point);
            }
        }
    }

    private Run[] Kept(Run[] runs) => !_options.FilterAnomalies || runs.Length < 2
        ? runs
        : [.. PublishedFilter.Keep(Matrix.OfRows([.. runs.Select(run => run.Point)]), [.. runs.Select(run => run.Value)]).Select(i => runs[i])];

    /// <summary>The one execution of a configuration.</summary>
    private sealed record Run(Configuration Configuration, double[] Point, double Cost, double LatencyMs, double ExcessSeconds, bool Violated)
    {
        /// <summary>Gets what the software compares configurations by, the greater the better.</summary>
        public double Value => -Cost - (Violated ? Penalty : 0);
    }
}
