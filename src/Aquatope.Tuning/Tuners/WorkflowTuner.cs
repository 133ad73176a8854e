using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The default tuner: one surrogate per stage, composed along the observed graph.</summary>
/// <remarks>
/// Every execution reports every stage, so each stage is learned over its own few knobs and unseen combinations
/// can be predicted. A configuration is trusted when the probability that its latency at the objective's percentile keeps
/// the bound is at least <see cref="WorkflowTunerOptions.RequiredProbability"/>. Where trials report no stages, the
/// black-box tuner takes over. What idle workers cost (<see cref="TuningProblem.IdlePerCall"/>) decides among recommendations; proposals
/// look for what executions cost, which is measured. Streams: "design", "posterior", "fit STAGE", "price STAGE", "draws", "starts"; within "decision" those of the model once more.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class WorkflowTuner : ITuner
{
    private const int RandomStarts = 3;
    private const int FinerSamples = 2;
    private const int FinerDraws = 8;
    private readonly WorkflowTunerOptions _options;
    private readonly BlackBoxTuner _blackBox;

    /// <summary>Initializes a new instance of the <see cref="WorkflowTuner"/> class with default settings.</summary>
    public WorkflowTuner()
        : this(new WorkflowTunerOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowTuner"/> class.</summary>
    /// <param name="options">The settings.</param>
    public WorkflowTuner(WorkflowTunerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _blackBox = new BlackBoxTuner(new BlackBoxTunerOptions { LeastSaving = options.LeastSaving });
    }

    /// <inheritdoc/>
    public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        Configuration[] present = [.. trials.Where(trial => trial.Epoch == problem.Epoch).Select(trial => trial.Configuration)];

        // After a change the configuration in force comes first: it shows each stage's new pace.
        int missing = Math.Min(count, Math.Max(_options.InitialTrials - trials.Count, present.Length == 0 ? 1 : 0));
        List<Configuration> proposals = SpaceFillingDesign.Propose(problem, present, missing, random.Stream("design"));
        if (proposals.Count == count || trials.Count == 0)
        {
            return proposals;
        }

        if (!TrialEvidence.HasStages(problem, trials))
        {
            return [.. proposals.Concat(_blackBox.Propose(problem, trials, count - proposals.Count, seed)).Distinct()];
        }

        WorkflowModel model = WorkflowModel.Fit(TrialEvidence.Of(problem, trials), _options.Samples, _options.Draws, random);
        if (!model.CanPredict)
        {
            return [.. proposals, .. SpaceFillingDesign.Propose(problem, present.Concat(proposals), count - proposals.Count, random.Stream("design"))];
        }

        Extend(model, proposals, [.. present, .. proposals], count, random.Stream("starts"));
        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        if (!TrialEvidence.HasStages(problem, trials))
        {
            return _blackBox.Recommend(problem, trials, count, seed);
        }

        TrialEvidence evidence = TrialEvidence.Of(problem, trials);
        WorkflowModel model = WorkflowModel.Fit(evidence, 2 * _options.Samples, 2 * _options.Draws, random);
        if (!model.CanPredict)
        {
            return [new Recommendation(problem.Fallback, 0, 0, 0)];
        }

        // The search took what its own chances favour, and with few draws the share of late executions is uncertain in every
        // sample. So more draws, with chances of their own, decide among what it found.
        IReadOnlyList<Configuration> found = new Recommender(model, _options).Shortlist(Tried(model), Random(model, random.Stream("starts")));
        WorkflowModel finer = WorkflowModel.Fit(evidence, FinerSamples * _options.Samples, FinerDraws * _options.Draws, random.Stream("decision"));
        var recommender = new Recommender(finer, _options);
        IReadOnlyList<Recommendation> ranked = recommender.Rank(found, count);
        if (problem.IdlePerCall.IsEmpty || ranked[0].FeasibleProbability < _options.RequiredProbability)
        {
            return ranked;
        }

        IReadOnlyList<Configuration> idling = new Recommender(model, _options, idleCounts: true).Shortlist(Tried(model), found.Take(1));
        IReadOnlyList<Recommendation> together = new Recommender(finer, _options, idleCounts: true).Rank([.. found.Union(idling)], count);
        return recommender.SavesEnough(together[0].Configuration, ranked[0].Configuration) ? together : ranked;
    }

    private static List<Configuration> Tried(WorkflowModel model) =>
        [.. model.Evidence.Trials.Select(trial => trial.Configuration).Append(model.Evidence.Problem.Fallback).Distinct()];

    private static Configuration[] Random(WorkflowModel model, SeededRandom random) =>
        [.. Enumerable.Range(0, RandomStarts).Select(_ => model.Evidence.Problem.Space.Draw(random))];

    private void Extend(WorkflowModel model, List<Configuration> proposals, HashSet<Configuration> taken, int count, SeededRandom random)
    {
        List<Configuration> known = Tried(model);
        var acquisition = new ComposedAcquisition(model, known.Concat(proposals));
        StageChoices[] choices = StageChoices.Of(model, idleCounts: false);
        while (proposals.Count < count)
        {
            var search = new ConfigurationSearch(model.Evidence.Problem.Space, choices, acquisition.Score, acquisition.ScoreAtMost);
            Configuration[] starts = [.. known.OrderByDescending(search.Score).Take(4), .. Random(model, random)];
            (Configuration proposal, _) = search.Run(starts, choices.Length > 0 ? 2 * _options.SearchEvaluations : _options.SearchEvaluations);
            if (acquisition.Saving(proposal) < _options.LeastSaving || !taken.Add(proposal))
            {
                Confirm(model, proposals, taken, random);
                return;
            }

            proposals.Add(proposal);
            acquisition.AddPending(proposal);
            known.Add(proposal);
        }
    }

    // Nothing new promises a saving any more. What would be recommended ought to have been tried; and where something tried
    // would save if it could be trusted, or nothing can be trusted yet, more executions of it tell.
    private void Confirm(WorkflowModel model, List<Configuration> proposals, HashSet<Configuration> taken, SeededRandom random)
    {
        Recommender recommender = new(model, _options);
        Recommendation best = recommender.Rank(recommender.Shortlist(Tried(model), Random(model, random)), 1)[0];
        if (taken.Add(best.Configuration))
        {
            proposals.Add(best.Configuration);
        }
        else if (proposals.Count == 0 && recommender.Doubtful(Tried(model), best, _options.LeastDoubt) is { } doubtful)
        {
            proposals.Add(doubtful);
        }
    }
}
