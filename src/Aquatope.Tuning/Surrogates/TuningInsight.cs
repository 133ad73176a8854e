using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>What the trials have taught, for people to look at: the weight that each execution has, and slices of the model.</summary>
/// <threadsafety>One call at a time: evaluating a configuration uses buffers of the model.</threadsafety>
internal sealed class TuningInsight
{
    private const int Samples = 128;
    private const int Draws = 80;
    private readonly TuningProblem _problem;
    private readonly TrialEvidence _evidence;
    private readonly WorkflowModel? _model;

    private TuningInsight(TuningProblem problem, TrialEvidence evidence, WorkflowModel? model)
    {
        _problem = problem;
        _evidence = evidence;
        _model = model;
    }

    /// <summary>Fits the model to trials.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="trials">The trials, oldest first; at least one with stages.</param>
    /// <param name="seed">The seed of every draw.</param>
    /// <returns>The insight, or null where no trial reported a stage.</returns>
    public static TuningInsight? Of(TuningProblem problem, IReadOnlyList<Trial> trials, ulong seed)
    {
        if (!TrialEvidence.HasStages(problem, trials))
        {
            return null;
        }

        TrialEvidence evidence = TrialEvidence.Of(problem, trials);
        WorkflowModel model = WorkflowModel.Fit(evidence, Samples, Draws, new SeededRandom(seed));
        return new TuningInsight(problem, evidence, model.CanPredict ? model : null);
    }

    /// <summary>Returns how much each execution of a trial counts.</summary>
    /// <param name="trial">One of the trials that the model was fitted to.</param>
    /// <returns>Weights in (0, 1], in the order of its executions; none where the trial is from too long ago to count.</returns>
    public IReadOnlyList<double> WeightsOf(Trial trial)
    {
        int index = _evidence.Trials.ToList().FindIndex(other => ReferenceEquals(other, trial));
        return [.. Enumerable.Range(0, _evidence.Runs.Length).Where(run => _evidence.Runs[run].Trial == index).Select(run => _evidence.RunWeights[run])];
    }

    /// <summary>Returns slices through a configuration: one for each knob of a stage that has a choice.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="through">The configuration.</param>
    /// <returns>The slices; none where nothing can be predicted.</returns>
    public IReadOnlyList<SurrogateSlice> SlicesOf(string stage, Configuration through)
    {
        StageModel? model = _model?.Stages.ElementAtOrDefault(Array.IndexOf(_evidence.Names, stage));
        return model is null ? [] : [.. Enumerable.Range(0, _problem.Space.Knobs.Length)
            .Where(knob => _problem.Space.Knobs[knob].Stage == stage && !_problem.Space.Knobs[knob].IsFixed)
            .Select(knob => SliceOf(model, knob, through))];
    }

    private SurrogateSlice SliceOf(StageModel stage, int knob, Configuration through)
    {
        var evaluation = new Evaluation(_model!.Samples);
        var points = new List<SlicePoint>();
        foreach (double value in _problem.Space.Knobs[knob].Choices)
        {
            Configuration configuration = through.With(knob, value);
            _model.Evaluate(configuration, optimistic: false, evaluation);
            double[] times = stage.At(configuration).ExecutionMs;
            points.Add(new SlicePoint(
                value,
                times.Length == 0 ? [] : [.. SurrogateSlice.Probabilities.Select(probability => Percentiles.Of(times, 100 * probability))],
                _model.LatencyAtPercentile(configuration),
                evaluation.MeanCost,
                evaluation.FeasibleProbability));
        }

        return new SurrogateSlice(_problem.Space.Knobs[knob].Name, points);
    }
}
