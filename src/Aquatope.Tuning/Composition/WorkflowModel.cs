using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>
/// The grey box: end-to-end latency and cost of any workflow configuration, composed from the stages along the observed
/// graph, in joint posterior samples (what is not known) of a set of imagined executions (what varies).
/// </summary>
/// <remarks>After Astudillo and Frazier (2021), Bayesian optimization of function networks.</remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class WorkflowModel
{
    // Weights that shrink with the residual take a part of the noise of undisturbed observations away, too. For normal noise,
    // those of RobustWeights make the variance of a mean appear as E[w z^2] / E[w] = 0.75 of what it is with equal weights, and
    // by the sandwich formula (Huber 1967) it is E[w^2 z^2] / E[(w z)']^2 = 1.08, times 1.04 for the weights of whole executions.
    private const double Understated = 1.23;

    private readonly StageModel[] _models;
    private readonly (int Stage, CallSlot Calls)[] _slots;
    private readonly int[] _numberOfSlot;
    private readonly CallTimes?[] _calls;
    private readonly bool[] _isCalled;
    private readonly ImaginedLatencies _latencies;
    private readonly double _requiredShare;
    private readonly double _boundMs;
    private readonly double _fixedCost;
    private readonly StagePrediction[] _predictions;
    private readonly WorkflowDoubts _doubts;
    private readonly double[] _survival;
    private readonly double[] _within;
    private Discrepancy? _discrepancy;

    private WorkflowModel(TrialEvidence evidence, StageModel[] models, ExecutionDraws imagined, WorkflowDoubts doubts)
    {
        ExecutionDraw[] draws = imagined.Executions;
        Evidence = evidence;
        Samples = doubts.Safety.Length;
        _doubts = doubts;
        _survival = new double[Samples];
        _within = new double[Samples];
        _models = models;
        _slots = imagined.Slots;
        _calls = [.. _slots.Select(slot => slot.Stage < 0 ? slot.Calls.At([], [.. Enumerable.Repeat(1.0, Samples)], BillingGrain.None) : null)];
        _numberOfSlot = [.. _slots.Select((slot, i) => _slots.Take(i).Count(other => other.Stage == slot.Stage))];
        for (int k = 0; k < models.Length; k++)
        {
            CallSlot[] slots = [.. _slots.Where(slot => slot.Stage == k).Select(slot => slot.Calls)];
            double calls = (double)slots.Sum(slot => slot.Count) / Math.Max(1, draws.Length);
            models[k].Imagine(slots, calls * evidence.Problem.IdlePerCall.GetValueOrDefault(evidence.Names[k]).TotalMilliseconds);
        }

        _isCalled = new bool[models.Length];
        _predictions = new StagePrediction[models.Length];
        _requiredShare = evidence.Problem.Objective.Percentile / 100;
        _boundMs = evidence.Problem.Objective.Bound.TotalMilliseconds;
        _latencies = new ImaginedLatencies(draws, Samples);
        _fixedCost = FixedCost();
    }

    /// <summary>Gets the evidence behind the model.</summary>
    public TrialEvidence Evidence { get; }

    /// <summary>Gets the stages, in ordinal order of their names.</summary>
    public IReadOnlyList<StageModel> Stages => _models;

    /// <summary>Gets the number of posterior samples.</summary>
    public int Samples { get; }

    /// <summary>Gets a value indicating whether any execution succeeded, so that latencies can be predicted at all.</summary>
    public bool CanPredict => _latencies.Count > 0;

    /// <summary>Fits the model.</summary>
    /// <param name="evidence">The trials.</param>
    /// <param name="samples">Posterior samples; a multiple of eight.</param>
    /// <param name="draws">Imagined executions.</param>
    /// <param name="random">The source of all chance.</param>
    public static WorkflowModel Fit(TrialEvidence evidence, int samples, int draws, SeededRandom random)
    {
        int stages = evidence.Stages.Length;
        int stride = (3 * stages) + 3;
        var baseSamples = new NormalBaseSamples(samples, 12 * stride, random.Stream("posterior"));
        var models = new StageModel[stages];
        for (int k = 0; k < stages; k++)
        {
            StageEvidence stage = evidence.Stages[k];
            (StageSurrogate? times, StageSurrogate? rates) = Surrogates(evidence, k, random);
            PosteriorSampler? sampler = times is null ? null : new PosteriorSampler(times.Process, baseSamples, k, stride);
            var chances = new StageChances(Widening(evidence.Weights[k].Sum(), baseSamples[stages + 1 + k]), Uniforms(baseSamples[(2 * stages) + 1 + k]));
            models[k] = new StageModel(stage, evidence.Prices, times, rates, sampler, chances);
        }

        var factory = new DrawFactory(evidence, models);
        var doubts = new WorkflowDoubts(Uniforms(baseSamples[stride - 1]), Uniforms(baseSamples[stride - 2]));
        var model = new WorkflowModel(evidence, models, factory.Make(draws, samples, random.Stream("draws")), doubts);
        if (model.CanPredict)
        {
            model._discrepancy = Discrepancy.Learn(model, baseSamples[stages]);
        }

        return model;
    }

    /// <summary>Evaluates a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="optimistic">Whether a dependency that was never seen at work is taken not to exist.</param>
    /// <param name="result">Receives the beliefs.</param>
    public void Evaluate(Configuration configuration, bool optimistic, Evaluation result)
    {
        double safety = Evidence.Failures.Soundness(configuration) * Evidence.Failures.MemorySafety(configuration);
        _survival.AsSpan().Fill(1);
        Survive(Evidence.Failures.CompletedShares(configuration, _doubts.Completion));
        for (int k = 0; k < _models.Length; k++)
        {
            _predictions[k] = _models[k].At(configuration);
            if (_isCalled[k])
            {
                safety *= _predictions[k].Safety;
                Survive(_predictions[k].CompletedShares);
            }
        }

        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Stage >= 0)
            {
                _calls[i] = _predictions[_slots[i].Stage].Calls[_numberOfSlot[i]];
            }
        }

        FillCost(result);
        _latencies.Compose(_calls, optimistic);
        FillFeasibility(configuration, safety, result);
    }

    /// <summary>Evaluates the cost of a configuration alone, which is quicker.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="result">Receives what is believed of the cost.</param>
    public void EvaluateCost(Configuration configuration, Evaluation result)
    {
        for (int k = 0; k < _models.Length; k++)
        {
            _predictions[k] = _models[k].At(configuration);
        }

        FillCost(result);
    }

    /// <summary>Returns the latency at the objective's percentile: its mean over the samples, after <see cref="Evaluate"/>.</summary>
    public double LatencyAtPercentile(Configuration configuration) =>
        _latencies.AtShare(_requiredShare - 1e-9, _discrepancy?.At(configuration) ?? default);

    /// <summary>
    /// Returns the variance of log latency among the imagined executions, and its mean, after <see cref="Evaluate"/>; disturbed
    /// executions count for as little as they do elsewhere; no correction applied.
    /// </summary>
    public double LogLatencyVariance(out double mean) => _latencies.LogVariance(out mean);

    // The noise variance is an estimate, too: deviations are Student-t with the weight of the observations as degrees of
    // freedom. The chi-squared quantiles are those of Wilson and Hilferty (1931).
    private static double[] Widening(double weight, ReadOnlySpan<double> normals)
    {
        double degrees = Math.Max(3, weight - 2);
        var widening = new double[normals.Length];
        for (int s = 0; s < widening.Length; s++)
        {
            double root = 1 - (2 / (9 * degrees)) + (normals[s] * Math.Sqrt(2 / (9 * degrees)));
            widening[s] = Understated / Math.Sqrt(Math.Max(0.05, root * root * root));
        }

        return widening;
    }

    private static double[] Uniforms(ReadOnlySpan<double> normals)
    {
        var uniforms = new double[normals.Length];
        for (int s = 0; s < uniforms.Length; s++)
        {
            uniforms[s] = NormalDistribution.Cdf(normals[s]);
        }

        return uniforms;
    }

    private static (StageSurrogate? Times, StageSurrogate? Rates) Surrogates(TrialEvidence evidence, int stage, SeededRandom random)
    {
        StageEvidence found = evidence.Stages[stage];
        if (evidence.Means[stage] is not { } mean)
        {
            return (null, null);
        }

        StageSurrogate times = StageSurrogate.Fit(
            found.Space,
            found.Observations,
            [.. found.Observations.Select(call => call.LogMs)],
            evidence.Weights[stage],
            mean,
            StageSurrogate.OfTimes(found.Space.Dimensions),
            random.Stream("fit " + evidence.Names[stage]));
        (StageObservation[] calls, double[] rates) = evidence.Rates(stage);
        return (times, calls.Length == 0 ? null : StageSurrogate.Fit(
            found.Space,
            calls,
            rates,
            [.. calls.Select(_ => 1.0)],
            new RateTrend(found.Space, evidence.Prices),
            StageSurrogate.OfRates(found.Space.Dimensions, evidence.Prices.IsKnown),
            random.Stream("price " + evidence.Names[stage])));
    }

    // What an execution costs that no knob changes: the price of its calls, stages that are not tuned, what else was billed.
    private double FixedCost()
    {
        double calls = 0;
        foreach ((int stage, CallSlot slot) in _slots.Where(slot => slot.Stage >= 0))
        {
            calls += (double)slot.Count / _latencies.Count;
            _isCalled[stage] = true;
        }

        return (Evidence.Prices.PerCall * calls) + Evidence.UnassignedCost;
    }

    private void FillCost(Evaluation result)
    {
        Span<double> cost = result.Cost;
        cost.Fill(_fixedCost);
        for (int k = 0; k < _models.Length; k++)
        {
            foreach (CallTimes calls in _predictions[k].Calls)
            {
                for (int s = 0; s < Samples; s++)
                {
                    cost[s] += _predictions[k].PricePerMs * calls.BilledMs[s];
                }
            }
        }

        double sum = 0;
        foreach (double value in cost)
        {
            sum += value;
        }

        result.MeanCost = sum / Samples;
        result.IdleCost = 0;
        for (int k = 0; k < _models.Length; k++)
        {
            result.IdleCost += _predictions[k].PricePerMs * _models[k].IdleMs;
        }
    }

    private void Survive(double[]? shares)
    {
        for (int s = 0; s < _survival.Length && shares is not null; s++)
        {
            _survival[s] *= shares[s];
        }
    }

    private void FillFeasibility(Configuration configuration, double safety, Evaluation result)
    {
        LatencyCorrection correction = _discrepancy?.At(configuration) ?? default;
        _latencies.FillWithin(_boundMs, correction, _within);
        double logLatency = 0;
        double met = 0;
        int feasible = 0;
        double required = _requiredShare - 1e-9;
        for (int s = 0; s < Samples; s++)
        {
            double share = _survival[s] * _within[s];
            result.MetShare[s] = share;
            result.Feasible[s] = share >= required && _doubts.Safety[s] <= safety;
            met += share;
            feasible += result.Feasible[s] ? 1 : 0;
            logLatency += _latencies.Count == 0 ? 0 : Math.Log(_latencies.First(s) * correction.Factor(s));
        }

        result.FeasibleProbability = (double)feasible / Samples;
        result.MeanMetShare = met / Samples;
        result.MeanLogLatency = logLatency / Samples;
    }
}

/// <summary>Where each posterior sample lies among what is possible for all stages together.</summary>
/// <param name="Safety">How much safety it asks for, in (0, 1), [samples].</param>
/// <param name="Completion">Where the share of executions lies that complete, in (0, 1), [samples].</param>
internal sealed record WorkflowDoubts(double[] Safety, double[] Completion);
