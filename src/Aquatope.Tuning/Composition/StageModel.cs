using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Everything known about one stage: execution time in joint posterior samples, share of the bill, and survival.</summary>
internal sealed class StageModel
{
    private readonly PriceList _prices;
    private readonly StageSurrogate? _surrogate;
    private readonly PosteriorSampler? _sampler;
    private readonly double[] _widening;
    private readonly FailureModel _failures;
    private readonly BilledShare _share;
    private readonly Dictionary<ResourceConfiguration, StagePrediction> _predictions = [];

    /// <summary>Initializes a new instance of the <see cref="StageModel"/> class.</summary>
    /// <param name="evidence">The evidence on the stage.</param>
    /// <param name="prices">The price list.</param>
    /// <param name="surrogate">The surrogate, or null where the stage never completed.</param>
    /// <param name="sampler">The source of joint samples, or null likewise.</param>
    /// <param name="widening">What the deviations of each sample are multiplied by, [samples].</param>
    public StageModel(StageEvidence evidence, PriceList prices, StageSurrogate? surrogate, PosteriorSampler? sampler, double[] widening)
    {
        _widening = widening;
        Space = evidence.Space;
        _prices = prices;
        _surrogate = surrogate;
        _sampler = sampler;
        _failures = evidence.Failures;
        _share = evidence.Share;
    }

    /// <summary>Gets the stage's knobs.</summary>
    public KnobSpace Space { get; }

    /// <summary>Gets the standard deviation of one execution about its mean, in log units.</summary>
    public double NoiseDeviation => Math.Sqrt(_surrogate?.NoiseVariance ?? 0);

    /// <summary>Returns how far one observation lies above the posterior mean, in log units.</summary>
    public double Residual(ResourceConfiguration configuration, double executionMs) =>
        _surrogate is null ? 0 : Math.Log(executionMs) - _surrogate.PosteriorMean(configuration);

    /// <summary>Returns what the stage does at a configuration; the samples are joint over all configurations asked for.</summary>
    public StagePrediction At(ResourceConfiguration configuration)
    {
        if (!_predictions.TryGetValue(configuration, out StagePrediction? prediction))
        {
            double rate = _prices.PerSecond(configuration) * _share.At(configuration.Concurrency) / 1000;
            prediction = new StagePrediction(Sample(configuration), rate, _failures.SuccessProbability(configuration));
            _predictions.Add(configuration, prediction);
        }

        return prediction;
    }

    private double[] Sample(ResourceConfiguration configuration)
    {
        if (_surrogate is null || _sampler is null)
        {
            return [];
        }

        var input = new double[Space.Dimensions + AmdahlMean.Parameters];
        double trend = _surrogate.Encode(configuration, input);
        int point = _sampler.Add(input);
        double mean = _sampler.Mean(point);
        ReadOnlySpan<double> samples = _sampler[point];
        var milliseconds = new double[samples.Length];
        for (int s = 0; s < samples.Length; s++)
        {
            milliseconds[s] = Math.Exp(trend + mean + (_widening[s] * (samples[s] - mean)));
        }

        return milliseconds;
    }
}

/// <summary>What one stage does at one configuration.</summary>
/// <param name="ExecutionMs">Typical execution time in each posterior sample, in milliseconds; empty when the stage was never seen.</param>
/// <param name="PricePerMs">What one millisecond of one call costs.</param>
/// <param name="SuccessProbability">Probability that a call completes.</param>
internal sealed record StagePrediction(double[] ExecutionMs, double PricePerMs, double SuccessProbability);
