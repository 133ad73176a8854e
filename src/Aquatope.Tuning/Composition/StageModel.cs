using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Everything known about one stage: execution time in joint posterior samples, price of the time, and survival.</summary>
internal sealed class StageModel
{
    private readonly PriceFit _prices;
    private readonly StageSurrogate? _times;
    private readonly StageSurrogate? _rates;
    private readonly PosteriorSampler? _sampler;
    private readonly StageChances _chances;
    private readonly FailureModel _failures;
    private readonly Dictionary<Configuration, StagePrediction> _predictions = [];
    private CallSlot[] _slots = [];

    /// <summary>Initializes a new instance of the <see cref="StageModel"/> class.</summary>
    /// <param name="evidence">The evidence on the stage.</param>
    /// <param name="prices">What a millisecond costs where no call of the stage was ever paid for.</param>
    /// <param name="times">The surrogate of execution times, or null where the stage never completed.</param>
    /// <param name="rates">The surrogate of the price of a millisecond, or null where no call was paid for.</param>
    /// <param name="sampler">The source of joint samples of execution times, or null where the stage never completed.</param>
    /// <param name="chances">What is not known beside the times, in each sample.</param>
    public StageModel(StageEvidence evidence, PriceFit prices, StageSurrogate? times, StageSurrogate? rates, PosteriorSampler? sampler, StageChances chances)
    {
        Space = evidence.Space;
        _prices = prices;
        _times = times;
        _rates = rates;
        _sampler = sampler;
        _chances = chances;
        _failures = evidence.Failures;
    }

    /// <summary>Gets the knobs that concern the stage.</summary>
    public StageSpace Space { get; }

    /// <summary>Gets the standard deviation of one execution about its mean, in log units.</summary>
    public double NoiseDeviation => Math.Sqrt(_times?.NoiseVariance ?? 0);

    /// <summary>Gets how long workers are idle for one execution, billed like execution, in milliseconds.</summary>
    public double IdleMs { get; private set; }

    /// <summary>Takes the calls of imagined executions, in order of their numbers, whose durations predictions have from now on.</summary>
    /// <param name="slots">The calls.</param>
    /// <param name="idleMs">How long workers are idle for all calls of one execution, in milliseconds.</param>
    public void Imagine(CallSlot[] slots, double idleMs)
    {
        _slots = slots;
        IdleMs = idleMs;
        _predictions.Clear();
    }

    /// <summary>Returns the place of a configuration in the unit cube of the stage's knobs, [d].</summary>
    public double[] PointOf(Configuration configuration)
    {
        var point = new double[Space.Dimensions];
        Space.Encode(Space.Project(configuration), point);
        return point;
    }

    /// <summary>Returns how far one observation lies above the posterior mean of its epoch, in log units.</summary>
    public double Residual(Configuration configuration, int age, double executionMs) =>
        _times is null ? 0 : Math.Log(executionMs) - _times.PosteriorMean(Space.Project(configuration), age);

    /// <summary>Returns what the stage does at a configuration; the samples are joint over all configurations asked for.</summary>
    public StagePrediction At(Configuration configuration)
    {
        Configuration projected = Space.Project(configuration);
        if (!_predictions.TryGetValue(projected, out StagePrediction? prediction))
        {
            double rate = _rates is null ? _prices.PerMs(Space, projected) : Math.Exp(_rates.PosteriorMean(projected, age: 0));
            double[] executionMs = Sample(projected);
            double[] point = PointOf(configuration);
            prediction = new StagePrediction(
                executionMs,
                [.. _slots.Select(slot => slot.At(point, executionMs.Length > 0 ? executionMs : new double[_chances.Widening.Length], _prices.Grain))],
                rate,
                _failures.CompletedShares(projected, _chances.Completion),
                _failures.Soundness(projected) * _failures.MemorySafety(projected));
            _predictions.Add(projected, prediction);
        }

        return prediction;
    }

    private double[] Sample(Configuration projected)
    {
        if (_times is null || _sampler is null)
        {
            return [];
        }

        var input = new double[_times.Inputs];
        double trend = _times.Encode(projected, input);
        int point = _sampler.Add(input);
        double mean = _sampler.Mean(point);
        ReadOnlySpan<double> samples = _sampler[point];
        var milliseconds = new double[samples.Length];
        for (int s = 0; s < samples.Length; s++)
        {
            milliseconds[s] = Math.Exp(trend + mean + (_chances.Widening[s] * (samples[s] - mean)));
        }

        return milliseconds;
    }
}

/// <summary>What one stage does at one configuration.</summary>
/// <param name="ExecutionMs">Typical execution time in each posterior sample, in milliseconds; empty when the stage was never seen.</param>
/// <param name="Calls">What the calls of imagined executions take, for each slot.</param>
/// <param name="PricePerMs">What one billed millisecond of one call costs.</param>
/// <param name="CompletedShares">Share of calls that complete in each sample, if any do; null where all do in each.</param>
/// <param name="Safety">Probability that calls can complete at all: that there is memory enough, and nothing else in the way.</param>
internal sealed record StagePrediction(double[] ExecutionMs, CallTimes[] Calls, double PricePerMs, double[]? CompletedShares, double Safety);

/// <summary>Where each posterior sample lies among what is possible.</summary>
/// <param name="Widening">What the deviations of execution times are multiplied by, [samples].</param>
/// <param name="Completion">Where the share of calls that complete lies, in (0, 1), [samples].</param>
internal sealed record StageChances(double[] Widening, double[] Completion);
