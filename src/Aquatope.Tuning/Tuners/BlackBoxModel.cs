using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The two surrogates of the black-box tuner, on standardised logarithms.</summary>
internal sealed class BlackBoxModel
{
    private readonly WorkflowSpace _space;
    private readonly Matrix _inputs;
    private readonly GaussianProcess _cost;
    private readonly GaussianProcess _latency;
    private readonly double _costMean;
    private readonly double _costDeviation;
    private readonly double _latencyDeviation;
    private readonly double _pooled;

    public BlackBoxModel(WorkflowSpace space, IReadOnlyList<Trial> trials, SeededRandom random)
    {
        _space = space;
        Trial[] usable = [.. trials.Where(trial => trial.Executions.Length > 0)];
        _inputs = Matrix.OfRows([.. usable.Select(trial => space.Encode(trial.Configuration))]);
        _pooled = ObservedRanking.PooledDeviation(usable);
        double worst = Math.Log(2 * Math.Max(1e-3, usable.SelectMany(trial => trial.Executions).Max(execution => execution.LatencyMs)));
        double[] cost = [.. usable.Select(trial => trial.Executions.Average(execution => Math.Log(Math.Max(1e-15, execution.Cost))))];
        double[] latency = [.. usable.Select(trial => LogLatencyOverBound(trial, worst))];
        double[] noiseScale = [.. usable.Select(trial => 1.0 / trial.Executions.Length)];
        _costMean = cost.Average();
        _costDeviation = Deviation(cost, _costMean);

        // The constraint keeps its zero, so it is only scaled.
        _latencyDeviation = Deviation(latency, latency.Average());
        var fitter = new GaussianProcessFitter { Priors = GaussianProcessPriors.DimensionScaled(space.Dimensions), Starts = 2 };
        double[] standardised = [.. cost.Select(value => (value - _costMean) / _costDeviation)];
        double[] scaled = [.. latency.Select(value => value / _latencyDeviation)];
        _cost = fitter.Fit(new GaussianProcessData(_inputs, standardised, noiseScale), random.Stream("cost"));
        _latency = fitter.Fit(new GaussianProcessData(_inputs, scaled, noiseScale), random.Stream("latency"));
    }

    /// <summary>Creates the acquisition function over all tried configurations.</summary>
    public ConstrainedNoisyExpectedImprovement Acquisition(int batch, SeededRandom random) =>
        new(_cost, [_latency], _inputs, new NoisyExpectedImprovementOptions { Samples = 128, BatchSize = batch }, random);

    /// <summary>Returns the log probability that a point meets the objective.</summary>
    public double LogFeasibility(double[] point)
    {
        NormalMarginals latency = _latency.Marginals(Matrix.OfRows([point]));
        return NormalDistribution.LogCdf(-latency.Means[0] / Math.Sqrt(latency.Variances[0] + 1e-12));
    }

    /// <summary>Returns what the surrogates say of a configuration.</summary>
    public Recommendation Describe(WorkflowConfiguration configuration)
    {
        double[] point = _space.Encode(configuration);
        double cost = _cost.Marginals(Matrix.OfRows([point])).Means[0];
        double latency = _latency.Marginals(Matrix.OfRows([point])).Means[0] * _latencyDeviation;
        return new Recommendation(
            configuration,
            Math.Exp(_costMean + (cost * _costDeviation)),
            _space.Problem.Objective.Bound.TotalMilliseconds * Math.Exp(latency),
            Math.Exp(LogFeasibility(point)));
    }

    private static double Deviation(double[] values, double mean)
    {
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
        return deviation > 1e-9 ? deviation : 1;
    }

    private double LogLatencyOverBound(Trial trial, double worst)
    {
        double mean = trial.Executions.Average(execution => execution.Failed ? worst : Math.Log(Math.Max(1e-3, execution.LatencyMs)));
        double quantile = mean + (NormalDistribution.Quantile(_space.Problem.Objective.Percentile / 100) * _pooled);
        return quantile - Math.Log(_space.Problem.Objective.Bound.TotalMilliseconds);
    }
}
