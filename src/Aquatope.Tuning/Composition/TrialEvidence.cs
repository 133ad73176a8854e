namespace Aquatope.Tuning;

/// <summary>All trials of a problem, sorted by stage, with the weight that each execution and call deserves.</summary>
internal sealed class TrialEvidence
{
    private TrialEvidence(TuningProblem problem, IReadOnlyList<Trial> trials)
    {
        Problem = problem;
        Trials = trials;
        Names = [.. problem.Stages.Keys];
        Stages = [.. problem.Stages.Values.Select(knobs => new StageEvidence(knobs))];
        Runs = [.. trials.SelectMany((trial, t) => trial.Executions.Select(execution => (t, execution)))];
        RunWeights = new double[Runs.Length];
        Weights = new double[Stages.Length][];
        Means = new AmdahlMean?[Stages.Length];
    }

    public TuningProblem Problem { get; }

    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>Gets the names of the tuned stages, in ordinal order.</summary>
    public string[] Names { get; }

    /// <summary>Gets the evidence on each tuned stage.</summary>
    public StageEvidence[] Stages { get; }

    /// <summary>Gets every execution with the index of its trial.</summary>
    public (int Trial, TrialExecution Execution)[] Runs { get; }

    /// <summary>Gets the weight of each execution, in (0, 1]: small when the whole execution was disturbed.</summary>
    public double[] RunWeights { get; private set; }

    /// <summary>Gets the weight of each observation of each stage.</summary>
    public double[][] Weights { get; }

    /// <summary>Gets the parametric trend of each stage, or null where it never completed.</summary>
    public AmdahlMean?[] Means { get; }

    /// <summary>Sorts trials and weighs them.</summary>
    /// <exception cref="ArgumentException">A trial's configuration does not name every stage of the problem.</exception>
    public static TrialEvidence Of(TuningProblem problem, IReadOnlyList<Trial> trials)
    {
        var evidence = new TrialEvidence(problem, trials);
        for (int run = 0; run < evidence.Runs.Length; run++)
        {
            evidence.Observe(run);
        }

        evidence.Weigh();
        return evidence;
    }

    private void Observe(int run)
    {
        (int trial, TrialExecution execution) = Runs[run];
        foreach (TrialStage call in execution.Stages)
        {
            int stage = Array.BinarySearch(Names, call.Stage, StringComparer.Ordinal);
            if (stage >= 0)
            {
                ResourceConfiguration configuration = Trials[trial].Configuration.Stages[call.Stage];
                Stages[stage].Observe(run, trial, configuration, call, Problem.Prices);
            }
        }
    }

    private void Weigh()
    {
        RunWeights.AsSpan().Fill(1);
        double[][] residuals = new double[Stages.Length][];
        for (int round = 0; round < 4; round++)
        {
            for (int k = 0; k < Stages.Length; k++)
            {
                residuals[k] = Stages[k].Observations.Count == 0 ? [] : Refit(k, residuals[k]);
            }

            RunWeights = RobustWeights.OfRuns(Runs.Length, Stages.Select((stage, k) => ((IReadOnlyList<StageObservation>)stage.Observations, residuals[k])));
        }

        for (int k = 0; k < Stages.Length; k++)
        {
            Weights[k] = CallWeights(k, residuals[k]);
            if (Stages[k].Observations.Count > 0)
            {
                Means[k] = AmdahlMean.Fit(Stages[k].Space.Knobs, Stages[k].Observations, Weights[k], Noise(residuals[k]));
            }
        }
    }

    private static double Noise(double[] residuals) => Math.Pow(RobustWeights.Scale(residuals), 2);

    private double[] Refit(int stage, double[]? previous)
    {
        List<StageObservation> observations = Stages[stage].Observations;
        double noise = previous is null ? 0.04 : Noise(previous);
        double[] weights = previous is null ? [.. observations.Select(observation => observation.Weight)] : CallWeights(stage, previous);
        AmdahlMean mean = AmdahlMean.Fit(Stages[stage].Space.Knobs, observations, weights, noise);
        double[] model = [.. observations.Select(observation => observation.LogMs - mean.Value(observation.Configuration))];
        return RobustWeights.Residuals(observations, model);
    }

    private double[] CallWeights(int stage, double[] residuals)
    {
        List<StageObservation> observations = Stages[stage].Observations;
        double scale = RobustWeights.Scale(residuals);
        var weights = new double[observations.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = observations[i].Weight * RunWeights[observations[i].Run] * RobustWeights.Of(residuals[i] / scale);
        }

        return weights;
    }
}
