using System.Collections.Immutable;

namespace Aquatope.Forecasting;

/// <summary>Sums up the errors of many forecasts.</summary>
/// <param name="quantiles">The probabilities of the quantiles to score.</param>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class ScoreSums(ImmutableArray<double> quantiles)
{
    private readonly double[] _pinball = new double[quantiles.Length];
    private readonly double[] _spread = new double[quantiles.Length];
    private readonly int[] _covered = new int[quantiles.Length];
    private readonly int[] _within = new int[quantiles.Length];
    private double _percentage;
    private double _absolute;
    private double _ranked;
    private int _count;

    /// <summary>Gets the mean absolute error of the medians, in counts.</summary>
    public double MeanAbsoluteError => _absolute / _count;

    /// <summary>Gets the mean symmetric percentage error that divides by the sum, in percent.</summary>
    public double PercentageOfSum => _percentage / _count;

    /// <summary>Gets the mean continuous ranked probability score, in counts.</summary>
    public double RankedScore => _ranked / _count;

    /// <summary>Gets a value indicating whether all forecasts were numbers.</summary>
    public bool AreFinite => double.IsFinite(_absolute) && double.IsFinite(_ranked) && _pinball.All(double.IsFinite);

    /// <summary>Gets the scores of the quantiles.</summary>
    public ImmutableArray<QuantileScores> Quantiles => [.. quantiles.Select((probability, i) => new QuantileScores(
        probability,
        _pinball[i] / _count,
        (double)_covered[i] / _count,
        _spread[i] / _count,
        probability > 0.5 ? (double)_within[i] / _count : null))];

    /// <summary>Adds one forecast.</summary>
    /// <param name="actual">What happened.</param>
    /// <param name="forecast">What was believed.</param>
    public void Add(double actual, PredictiveDistribution forecast)
    {
        double median = forecast.Quantile(0.5);
        _percentage += ForecastErrors.SymmetricPercentageOfSum(actual, PercentagePoint.Of(forecast));
        _absolute += Math.Abs(actual - median);
        _ranked += forecast.RankedProbabilityScore(actual);
        _count++;
        double upTo = forecast.Cdf(actual);
        double below = forecast.Below(actual);
        for (int i = 0; i < quantiles.Length; i++)
        {
            double probability = quantiles[i];
            double quantile = forecast.Quantile(probability);
            _pinball[i] += ForecastErrors.Pinball(actual, quantile, probability);
            _spread[i] += below == upTo ? (probability >= upTo ? 1 : 0) : Math.Clamp((probability - below) / (upTo - below), 0, 1);
            _covered[i] += actual <= quantile ? 1 : 0;
            _within[i] += probability > 0.5 && actual <= quantile && actual >= forecast.Quantile(1 - probability) ? 1 : 0;
        }
    }
}
