using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The default tuner: one surrogate per stage, composed along the observed graph.</summary>
/// <remarks>
/// Every execution reports every stage, so each stage is learned over its own two or three knobs and unseen combinations
/// can be predicted. A configuration is trusted when the probability that its latency at the objective's percentile keeps
/// the bound is at least <see cref="WorkflowTunerOptions.RequiredProbability"/>. Where trials report no stages, the
/// black-box tuner takes over. Streams: "design", "posterior", "fit STAGE", "draws", "starts".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class WorkflowTuner : ITuner
{
    private readonly WorkflowTunerOptions _options;
    private readonly BlackBoxTuner _blackBox = new();

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
    }

    /// <inheritdoc/>
    public IReadOnlyList<WorkflowConfiguration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        int missing = Math.Min(count, _options.InitialTrials - trials.Count);
        List<WorkflowConfiguration> proposals = missing <= 0
            ? []
            : [.. SpaceFillingDesign.Propose(problem, trials.Select(trial => trial.Configuration), missing, random.Stream("design"))];
        if (proposals.Count == count || trials.Count == 0)
        {
            return proposals;
        }

        if (!ReportsStages(trials))
        {
            return [.. proposals.Concat(_blackBox.Propose(problem, trials, count - proposals.Count, seed)).Distinct()];
        }

        WorkflowModel model = WorkflowModel.Fit(TrialEvidence.Of(problem, trials), _options.Samples, _options.Draws, random);
        if (!model.CanPredict)
        {
            IEnumerable<WorkflowConfiguration> known = trials.Select(trial => trial.Configuration).Concat(proposals);
            return [.. proposals, .. SpaceFillingDesign.Propose(problem, known, count - proposals.Count, random.Stream("design"))];
        }

        Extend(model, proposals, count, random.Stream("starts"));
        return proposals;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
    {
        TuningArguments.Check(problem, trials, count);
        var random = new SeededRandom(seed);
        if (!ReportsStages(trials))
        {
            return _blackBox.Recommend(problem, trials, count, seed);
        }

        WorkflowModel model = WorkflowModel.Fit(TrialEvidence.Of(problem, trials), 2 * _options.Samples, 2 * _options.Draws, random);
        if (!model.CanPredict)
        {
            return [new Recommendation(problem.Baseline, 0, 0, 0)];
        }

        return new Recommender(model, _options).Rank(Tried(model), RandomStates(model, random.Stream("starts"), 3), count);
    }

    private static bool ReportsStages(IReadOnlyList<Trial> trials) =>
        trials.Any(trial => trial.Executions.Any(execution => execution.Stages.Length > 0));

    private static List<ResourceConfiguration[]> Tried(WorkflowModel model) =>
        [.. model.Evidence.Trials.Select(trial => trial.Configuration).Append(model.Evidence.Problem.Baseline).Distinct()
            .Select(configuration => State(model, configuration))];

    private static ResourceConfiguration[] State(WorkflowModel model, WorkflowConfiguration configuration) =>
        [.. model.Evidence.Names.Select(name => configuration.Stages[name])];

    private static List<ResourceConfiguration[]> RandomStates(WorkflowModel model, SeededRandom random, int count)
    {
        var states = new List<ResourceConfiguration[]>(count);
        for (int i = 0; i < count; i++)
        {
            states.Add([.. model.Stages.Select(stage => Pick(stage.Space.Knobs, random))]);
        }

        return states;
    }

    private static ResourceConfiguration Pick(StageKnobs knobs, SeededRandom random) => new(
        knobs.Cpu[random.NextInt(knobs.Cpu.Length)],
        knobs.MemoryMiB[random.NextInt(knobs.MemoryMiB.Length)],
        knobs.Concurrency[random.NextInt(knobs.Concurrency.Length)]);

    private void Extend(WorkflowModel model, List<WorkflowConfiguration> proposals, int count, SeededRandom random)
    {
        List<ResourceConfiguration[]> known = Tried(model);
        var acquisition = new ComposedAcquisition(model, known.Concat(proposals.Select(proposal => State(model, proposal))));
        HashSet<WorkflowConfiguration> taken = [.. model.Evidence.Trials.Select(trial => trial.Configuration), .. proposals];
        while (proposals.Count < count)
        {
            var search = new ConfigurationSearch(model.Stages, acquisition.Score);
            ResourceConfiguration[][] starts = [.. known.OrderByDescending(search.Score).Take(4), .. RandomStates(model, random, 3)];
            (ResourceConfiguration[] state, _) = search.Run(starts, _options.SearchEvaluations);
            WorkflowConfiguration proposal = model.Configuration(state);
            if (acquisition.Saving(state) < _options.LeastSaving || !taken.Add(proposal))
            {
                Confirm(model, proposals, taken, random);
                return;
            }

            proposals.Add(proposal);
            acquisition.AddPending(state);
            known.Add(state);
        }
    }

    // Nothing promises a saving any more. What would be recommended ought to have been tried at least once.
    private void Confirm(
        WorkflowModel model, List<WorkflowConfiguration> proposals, HashSet<WorkflowConfiguration> taken, SeededRandom random)
    {
        Recommendation best = new Recommender(model, _options).Rank(Tried(model), RandomStates(model, random, 3), 1)[0];
        if (taken.Add(best.Configuration))
        {
            proposals.Add(best.Configuration);
        }
    }
}
