namespace Aquatope.Tuning;

/// <summary>All trials of a problem, sorted by stage, with the weight that each execution and call deserves.</summary>
internal sealed class TrialEvidence
{
    // Epochs before that have nothing to add, and each costs parameters.
    private const int MostEarlierEpochs = 3;

    // Steps must explain the times twenty times better than none.
    private const double GrainEvidence = 3;

    private TrialEvidence(TuningProblem problem, IReadOnlyList<Trial> trials)
    {
        Problem = problem;
        int[] earlier = [.. trials.Select(trial => trial.Epoch).Where(epoch => epoch != problem.Epoch).Distinct().OrderDescending().Take(MostEarlierEpochs)];
        Trials = [.. trials.Where(trial => trial.Epoch == problem.Epoch || earlier.Contains(trial.Epoch))];
        Ages = [.. Trials.Select(trial => 1 + Array.IndexOf(earlier, trial.Epoch))];
        Names = [.. problem.Space.Stages];
        Stages = [.. Names.Select(stage => new StageEvidence(problem.Space, stage))];
        Whole = new StageSpace(problem.Space, stage: null);
        Failures = new FailureModel(Whole, doubtful: false);
        Runs = [.. Trials.SelectMany((trial, t) => trial.Executions.Select(execution => (t, execution)))];
        RunWeights = [.. Runs.Select(_ => 1.0)];
        Weights = new double[Stages.Length][];
        Means = new AmdahlMean?[Stages.Length];
    }

    public TuningProblem Problem { get; }

    /// <summary>Gets the trials of the present epoch and of the latest ones before.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>Gets how many epochs ago each trial ran, counting those with trials only; zero: in the present one.</summary>
    public int[] Ages { get; }

    /// <summary>Gets the names of the tuned stages, in ordinal order.</summary>
    public string[] Names { get; }

    /// <summary>Gets the evidence on each tuned stage.</summary>
    public StageEvidence[] Stages { get; }

    /// <summary>Gets all knobs together.</summary>
    public StageSpace Whole { get; }

    /// <summary>Gets where executions failed for which no stage is to blame, and where others did not.</summary>
    public FailureModel Failures { get; }

    /// <summary>Gets the prices, known or learned.</summary>
    public PriceFit Prices { get; private set; } = null!;

    /// <summary>Gets what an execution costs beside the calls of the tuned stages: a median over executions, never negative.</summary>
    public double UnassignedCost { get; private set; }

    /// <summary>Gets every execution with the index of its trial.</summary>
    public (int Trial, TrialExecution Execution)[] Runs { get; }

    /// <summary>Gets the weight of each execution, in (0, 1]: small when the whole execution was disturbed.</summary>
    public double[] RunWeights { get; private set; }

    /// <summary>Gets the weight of each observation of each stage.</summary>
    public double[][] Weights { get; }

    /// <summary>Gets the parametric trend of each stage, or null where it never completed.</summary>
    public AmdahlMean?[] Means { get; }

    /// <summary>Returns whether there are stages to learn from: some with knobs, and some reported.</summary>
    public static bool HasStages(TuningProblem problem, IReadOnlyList<Trial> trials) =>
        !problem.Space.Stages.IsEmpty && trials.Any(trial => trial.Executions.Any(execution => execution.Stages.Length > 0));

    /// <summary>Sorts trials and weighs them.</summary>
    public static TrialEvidence Of(TuningProblem problem, IReadOnlyList<Trial> trials)
    {
        var evidence = new TrialEvidence(problem, trials);
        for (int run = 0; run < evidence.Runs.Length; run++)
        {
            evidence.Observe(run);
        }

        evidence.ChooseGrain();
        evidence.Weigh();
        evidence.Prices = problem.Prices is { } known ? PriceFit.Of(known) : PriceFit.Fit(grain => [.. evidence.Bills(grain)]);
        evidence.UnassignedCost = evidence.Unassigned();
        return evidence;
    }

    /// <summary>Returns the calls of a stage that were paid for, with the logarithm of what a billed millisecond cost.</summary>
    public (StageObservation[] Calls, double[] LogRates) Rates(int stage)
    {
        StageObservation[] calls = [.. Stages[stage].Observations.Where(call => call.Cost > Prices.PerCall)];
        return (calls, [.. calls.Select(call => Math.Log((call.Cost - Prices.PerCall) / Prices.Grain.Billed(Math.Exp(call.LogMs))))]);
    }

    private void Observe(int run)
    {
        (int trial, TrialExecution execution) = Runs[run];
        Configuration configuration = Trials[trial].Configuration;
        bool blamed = false;
        foreach (TrialStage call in execution.Stages)
        {
            int stage = Array.BinarySearch(Names, call.Stage, StringComparer.Ordinal);
            if (stage >= 0)
            {
                Stages[stage].Observe(run, trial, Ages[trial], configuration, call);
                blamed |= call.Outcome != StageOutcome.Completed;
            }
        }

        if (!blamed)
        {
            Failures.Observe(configuration, execution.Failed ? execution.Cause ?? StageOutcome.Failed : StageOutcome.Completed, Ages[trial]);
        }
    }

    // What calls used and cost; where only whole executions have a price, their sums.
    private IEnumerable<(double[] Used, double Paid)> Bills(BillingGrain grain)
    {
        var calls = Stages.SelectMany(stage => stage.Observations.Select(call => (call.Run, Used: Used(stage.Space, call, grain), call.Cost))).ToList();
        return calls.Exists(call => call.Cost > 0)
            ? calls.Where(call => call.Cost > 0).Select(call => (call.Used, call.Cost))
            : calls.GroupBy(call => call.Run)
                .Where(run => !Runs[run.Key].Execution.Failed && Runs[run.Key].Execution.Cost > 0)
                .Select(run => (run.Select(call => call.Used).Aggregate((sum, used) => [.. sum.Zip(used, (a, b) => a + b)]), Runs[run.Key].Execution.Cost));
    }

    private double Unassigned()
    {
        ILookup<int, double> calls = Stages.SelectMany(stage => stage.Observations).ToLookup(call => call.Run, call => call.Cost);
        double[] rest = [.. Enumerable.Range(0, Runs.Length)
            .Where(run => !Runs[run].Execution.Failed && calls[run].Sum() > 0)
            .Select(run => Runs[run].Execution.Cost - calls[run].Sum())];
        return rest.Length == 0 ? 0 : Math.Max(0, Percentiles.Of(rest, 50));
    }

    private static double[] Used(StageSpace space, StageObservation call, BillingGrain grain)
    {
        (double processor, double memory) = space.Billed(call.Configuration);
        double milliseconds = grain.Billed(Math.Exp(call.LogMs));
        return [processor * milliseconds, memory * milliseconds, milliseconds, 1];
    }

    // All stages run on one platform, so they have the same steps, if any; what explains their times much better is believed.
    private void ChooseGrain()
    {
        StageEvidence[] stages = [.. Stages.Where(stage => stage.Space.HasGrains && stage.Observations.Count > 0)];
        double least = stages.Length == 0 ? 0 : Misfit(stages, null) - GrainEvidence;
        ProcessorGrain? best = null;
        foreach (ProcessorGrain grain in stages.Length == 0 ? [] : ProcessorGrain.Known)
        {
            if (Misfit(stages, grain) is var misfit && misfit < least)
            {
                (best, least) = (grain, misfit);
            }
        }

        Array.ForEach(Stages, stage => stage.Space.Grain = best);
    }

    // The negative log likelihood of the parametric trend, without constants, each stage with a noise of its own.
    private double Misfit(StageEvidence[] stages, ProcessorGrain? grain) => stages.Sum(stage =>
    {
        stage.Space.Grain = grain;
        double[] residuals = Refit(Array.IndexOf(Stages, stage), Refit(Array.IndexOf(Stages, stage), null));
        double scale = RobustWeights.Scale(residuals);
        return residuals.Sum(residual => Math.Log(scale) - (2.5 * Math.Log(RobustWeights.Of(residual / scale))));
    });

    private void Weigh()
    {
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
                Means[k] = AmdahlMean.Fit(Stages[k].Space, Stages[k].Observations, Weights[k], Noise(residuals[k]));
            }
        }
    }

    private static double Noise(double[] residuals) => Math.Pow(RobustWeights.Scale(residuals), 2);

    private double[] Refit(int stage, double[]? previous)
    {
        List<StageObservation> observations = Stages[stage].Observations;
        double noise = previous is null ? 0.04 : Noise(previous);
        double[] weights = previous is null ? [.. observations.Select(observation => observation.Weight)] : CallWeights(stage, previous);
        AmdahlMean mean = AmdahlMean.Fit(Stages[stage].Space, observations, weights, noise);
        double[] model = [.. observations.Select(observation => observation.LogMs - mean.Value(observation.Configuration, observation.Age))];
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
