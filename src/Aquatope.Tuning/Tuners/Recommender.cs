namespace Aquatope.Tuning;

/// <summary>Ranks the configurations that a composed model trusts.</summary>
internal sealed class Recommender
{
    // While a workflow is tuned its workers stay longer than afterwards, when the price of a cold start follows the objective again:
    // a saving counts that is left with a tenth of the idle time.
    private const double CertainIdleShare = 0.1;

    private readonly WorkflowModel _model;
    private readonly WorkflowTunerOptions _options;
    private readonly Evaluation _evaluation;
    private readonly double _logBoundMs;

    public Recommender(WorkflowModel model, WorkflowTunerOptions options)
    {
        _model = model;
        _options = options;
        _evaluation = new Evaluation(model.Samples);
        _logBoundMs = Math.Log(model.Evidence.Problem.Objective.Bound.TotalMilliseconds);
    }

    /// <summary>Searches the space and returns the best configurations, those trusted first, each group by cost.</summary>
    public IReadOnlyList<Recommendation> Rank(IEnumerable<Configuration> tried, IEnumerable<Configuration> starts, int count) =>
        Rank(tried, starts, count, idleCounts: false);

    /// <summary>Searches the space for what costs least together with the idle workers kept for it.</summary>
    /// <param name="ranked">The best configurations by what executions cost.</param>
    /// <param name="tried">What was tried.</param>
    /// <param name="count">How many are wanted.</param>
    /// <returns>The best configurations by both; those by executions alone where that saves too little.</returns>
    public IReadOnlyList<Recommendation> RankWithIdleWorkers(IReadOnlyList<Recommendation> ranked, IEnumerable<Configuration> tried, int count)
    {
        if (ranked[0].FeasibleProbability < _options.RequiredProbability)
        {
            return ranked;
        }

        IReadOnlyList<Recommendation> together = Rank(tried, ranked.Select(item => item.Configuration), count, idleCounts: true);
        return CostWithIdleWorkers(together[0]) < (1 - _options.LeastIdleSaving) * CostWithIdleWorkers(ranked[0]) ? together : ranked;
    }

    /// <summary>Returns what it would pay most to know more of: a configuration that saves if it can be trusted, or the best while none can.</summary>
    /// <param name="tried">What was tried.</param>
    /// <param name="best">What is recommended.</param>
    /// <param name="leastSaving">The expected saving, as a share of the cost of what is recommended, that is worth an execution.</param>
    /// <returns>The configuration, or null where nothing pays.</returns>
    public Configuration? Doubtful(IReadOnlyList<Configuration> tried, Recommendation best, double leastSaving)
    {
        if (best.FeasibleProbability < _options.RequiredProbability)
        {
            return best.Configuration;
        }

        (Configuration? Configuration, double Saving) most = (null, leastSaving);
        foreach (Configuration configuration in tried)
        {
            _model.Evaluate(configuration, optimistic: false, _evaluation);
            double saving = _evaluation.FeasibleProbability * (1 - (_evaluation.MeanCost / best.Cost));
            most = saving > most.Saving ? (configuration, saving) : most;
        }

        return most.Configuration;
    }

    private IReadOnlyList<Recommendation> Rank(IEnumerable<Configuration> tried, IEnumerable<Configuration> starts, int count, bool idleCounts)
    {
        var search = new ConfigurationSearch(
            _model.Evidence.Problem.Space, StageChoices.Of(_model, idleCounts), configuration => Score(configuration, idleCounts));
        IEnumerable<Configuration> best = tried.OrderByDescending(search.Score).Take(4);
        search.Run([.. best, .. starts], 2 * _options.SearchEvaluations);
        return [.. search.Visited.ToList().OrderByDescending(search.Score).Take(count).Select(Describe)];
    }

    private double CostWithIdleWorkers(Recommendation recommendation)
    {
        _model.Evaluate(recommendation.Configuration, optimistic: false, _evaluation);
        return _evaluation.MeanCost + (CertainIdleShare * _evaluation.IdleCost);
    }

    // Above zero: trusted, the cheaper the higher. Below: the nearer to being trusted the higher.
    private double Score(Configuration configuration, bool idleCounts)
    {
        _model.Evaluate(configuration, optimistic: false, _evaluation);
        if (_evaluation.FeasibleProbability >= _options.RequiredProbability)
        {
            return 1 / (1 + _evaluation.MeanCost + (idleCounts ? _evaluation.IdleCost : 0));
        }

        return -(_options.RequiredProbability - _evaluation.FeasibleProbability)
            - (1 - _evaluation.MeanMetShare)
            - Math.Max(0, _evaluation.MeanLogLatency - _logBoundMs);
    }

    private Recommendation Describe(Configuration configuration)
    {
        _model.Evaluate(configuration, optimistic: false, _evaluation);
        return new Recommendation(
            configuration, _evaluation.MeanCost, _model.LatencyAtPercentile(configuration), _evaluation.FeasibleProbability);
    }
}
