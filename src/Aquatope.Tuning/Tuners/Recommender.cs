namespace Aquatope.Tuning;

/// <summary>Ranks the configurations that a composed model trusts.</summary>
internal sealed class Recommender
{
    // Shares of the doubt that is allowed. What looks a little too doubtful may be found good enough by a finer model, and
    // what looks good enough too doubtful, so that something surer must be at hand.
    private static readonly double[] DoubtLevels = [3, 2, 1, 0.5, 0.25];
    private const int ListedEach = 8;

    // While a workflow is tuned its workers stay longer than afterwards, when the price of a cold start follows the objective again:
    // a saving counts that is left with a tenth of the idle time.
    private const double CertainIdleShare = 0.1;

    private readonly WorkflowModel _model;
    private readonly WorkflowTunerOptions _options;
    private readonly Evaluation _evaluation;
    private readonly Dictionary<Configuration, Judgement> _judgements = [];
    private readonly Dictionary<Configuration, double> _costs = [];
    private readonly double _logBoundMs;
    private readonly bool _idleCounts;

    /// <summary>Initializes a new instance of the <see cref="Recommender"/> class.</summary>
    /// <param name="model">What is believed.</param>
    /// <param name="options">The settings.</param>
    /// <param name="idleCounts">Whether what idle workers cost is part of the cost.</param>
    public Recommender(WorkflowModel model, WorkflowTunerOptions options, bool idleCounts = false)
    {
        _idleCounts = idleCounts;
        _model = model;
        _options = options;
        _evaluation = new Evaluation(model.Samples);
        _logBoundMs = Math.Log(model.Evidence.Problem.Objective.Bound.TotalMilliseconds);
    }

    private double EvaluatedCost => _evaluation.MeanCost + (_idleCounts ? _evaluation.IdleCost : 0);

    /// <summary>Searches the space.</summary>
    /// <param name="tried">What was tried.</param>
    /// <param name="starts">Where to start beside the best of these.</param>
    /// <returns>What may be worth recommending: the cheapest configurations for each of some levels of doubt, and those that score best.</returns>
    public IReadOnlyList<Configuration> Shortlist(IEnumerable<Configuration> tried, IEnumerable<Configuration> starts)
    {
        var search = new ConfigurationSearch(
            _model.Evidence.Problem.Space, StageChoices.Of(_model, _idleCounts), configuration => Judge(configuration).Score, configuration => TrustedScore(CostOf(configuration)));
        IEnumerable<Configuration> best = tried.OrderByDescending(search.Score).Take(4);
        search.Run([.. best, .. starts], 2 * _options.SearchEvaluations);

        // The search has judged what might have been better: whatever there was, where it found nothing that is trusted.
        Configuration[] visited = [.. search.Visited.OrderBy(CostOf)];
        double least = Math.Max(1 - _options.RequiredProbability, 1 - _judgements.Values.Max(seen => seen.Probability));
        return
        [
            .. DoubtLevels
                .SelectMany(level => visited.Select(Judge).Where(seen => 1 - seen.Probability <= (level * least) + 1e-9).Take(ListedEach))
                .Concat(Best(visited))
                .Select(seen => seen.Configuration)
                .Distinct(),
        ];
    }

    /// <summary>Returns the best of some configurations, those trusted first, by cost, then those nearest to being trusted.</summary>
    /// <remarks>
    /// Where the most probable one is trusted by less than its standard error, or not at all, the cheapest comes first of those that the
    /// samples cannot tell from it: what it lacks is often more than any configuration can give, and then cost need not be spent on it.
    /// </remarks>
    public IReadOnlyList<Recommendation> Rank(IReadOnlyList<Configuration> candidates, int count)
    {
        Judgement[] judged = [.. candidates.Select(Judge)];
        double most = judged.Max(candidate => candidate.Probability);
        double error = Math.Sqrt(most * (1 - most) / _model.Samples);
        double trusted = Math.Max(double.Epsilon, Math.Min(_options.RequiredProbability, most - error));
        return
        [
            .. judged.Where(candidate => candidate.Probability >= trusted).OrderBy(candidate => candidate.Cost)
                .Concat(judged.Where(candidate => candidate.Probability < trusted).OrderByDescending(candidate => candidate.Score))
                .Take(count)
                .Select(candidate => Describe(candidate.Configuration)),
        ];
    }

    /// <summary>Tells whether one configuration is worth recommending for its idle workers although executions of another cost less.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    public bool SavesEnough(Configuration one, Configuration other) => Certain(one) < (1 - _options.LeastIdleSaving) * Certain(other);

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
            Judgement judgement = Judge(configuration);
            double saving = judgement.Probability * (1 - (judgement.Cost / best.Cost));
            most = saving > most.Saving ? (configuration, saving) : most;
        }

        return most.Configuration;
    }

    // The cheapest that are trusted score best; only where they are few must all be judged.
    private IEnumerable<Judgement> Best(Configuration[] ascending)
    {
        Judgement[] trusted = [.. ascending.Select(Judge).Where(seen => seen.Probability >= _options.RequiredProbability).Take(ListedEach)];
        return trusted.Length == ListedEach ? trusted : ascending.Select(Judge).OrderByDescending(seen => seen.Score).Take(ListedEach);
    }

    private double CostOf(Configuration configuration)
    {
        if (!_costs.TryGetValue(configuration, out double cost))
        {
            _model.EvaluateCost(configuration, _evaluation);
            cost = EvaluatedCost;
            _costs.Add(configuration, cost);
        }

        return cost;
    }

    private Judgement Judge(Configuration configuration)
    {
        if (!_judgements.TryGetValue(configuration, out Judgement? judgement))
        {
            _model.Evaluate(configuration, optimistic: false, _evaluation);
            judgement = new Judgement(configuration, Score(EvaluatedCost), _evaluation.FeasibleProbability, EvaluatedCost);
            _judgements.Add(configuration, judgement);
        }

        return judgement;
    }

    private static double TrustedScore(double cost) => 1 / (1 + cost);

    // Above zero: trusted, the cheaper the higher. Below: the nearer to being trusted the higher.
    private double Score(double cost) => _evaluation.FeasibleProbability >= _options.RequiredProbability
        ? TrustedScore(cost)
        : -(_options.RequiredProbability - _evaluation.FeasibleProbability)
            - (1 - _evaluation.MeanMetShare)
            - Math.Max(0, _evaluation.MeanLogLatency - _logBoundMs);

    // The cost of which idle workers are the part that is left for certain.
    private double Certain(Configuration configuration)
    {
        _model.Evaluate(configuration, optimistic: false, _evaluation);
        return _evaluation.MeanCost + (CertainIdleShare * _evaluation.IdleCost);
    }

    private Recommendation Describe(Configuration configuration)
    {
        _model.Evaluate(configuration, optimistic: false, _evaluation);
        return new Recommendation(
            configuration, _evaluation.MeanCost, _model.LatencyAtPercentile(configuration), _evaluation.FeasibleProbability);
    }

    private sealed record Judgement(Configuration Configuration, double Score, double Probability, double Cost);
}
