using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The surrogates of the black-box tuner: log cost, and the log of latency over bound as the one constraint.</summary>
internal sealed class BlackBoxModel
{
    private readonly WorkflowSpace _space;
    private readonly BlackBoxSurrogates _surrogates;
    private readonly double _pooled;

    public BlackBoxModel(WorkflowSpace space, IReadOnlyList<Trial> trials, SeededRandom random)
    {
        _space = space;
        Trial[] usable = [.. trials.Where(trial => trial.Executions.Length > 0)];
        _pooled = ObservedRanking.PooledDeviation(usable);
        double worst = Math.Log(2 * Math.Max(1e-3, usable.SelectMany(trial => trial.Executions).Max(execution => execution.LatencyMs)));
        _surrogates = new BlackBoxSurrogates(
            new Observations(
                Matrix.OfRows([.. usable.Select(trial => space.Encode(trial.Configuration))]),
                [.. usable.Select(trial => trial.Executions.Average(execution => Math.Log(Math.Max(1e-15, execution.Cost))))],
                [[.. usable.Select(trial => LogLatencyOverBound(trial, worst))]],
                [.. usable.Select(trial => 1.0 / trial.Executions.Length)]),
            random);
    }

    /// <summary>Creates the acquisition function over all tried configurations.</summary>
    public ConstrainedNoisyExpectedImprovement Acquisition(int batch, SeededRandom random) => _surrogates.Acquisition(batch, random);

    /// <summary>Returns what the surrogates say of a configuration.</summary>
    public Recommendation Describe(WorkflowConfiguration configuration)
    {
        double[] point = _space.Encode(configuration);
        return new Recommendation(
            configuration,
            Math.Exp(_surrogates.ObjectiveMean(point)),
            _space.Problem.Objective.Bound.TotalMilliseconds * Math.Exp(_surrogates.ConstraintMean(0, point)),
            Math.Exp(_surrogates.LogFeasibility(point)));
    }

    private double LogLatencyOverBound(Trial trial, double worst)
    {
        double mean = trial.Executions.Average(execution => execution.Failed ? worst : Math.Log(Math.Max(1e-3, execution.LatencyMs)));
        double quantile = mean + (NormalDistribution.Quantile(_space.Problem.Objective.Percentile / 100) * _pooled);
        return quantile - Math.Log(_space.Problem.Objective.Bound.TotalMilliseconds);
    }
}
