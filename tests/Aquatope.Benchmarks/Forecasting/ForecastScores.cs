using Aquatope.Forecasting;

namespace Aquatope.Benchmarks.Forecasting;

/// <summary>How good forecasts were.</summary>
/// <param name="Smape">Mean of |forecast - actual| over the mean of both, in percent; nothing where both are zero. The forecast is the median.</param>
/// <param name="Crps">Continuous ranked probability score: twice the mean quantile loss over 39 levels.</param>
/// <param name="Pinball">Mean quantile loss at 50, 90, 95 and 99 %.</param>
/// <param name="AtMost">Share of outcomes at most the 50, 80, 95 and 99 % quantiles, in percent.</param>
/// <param name="Spread">The same with each count's probability spread evenly, so that a true distribution covers exactly as stated.</param>
internal sealed record ForecastScores(double Smape, double Crps, double Pinball, double[] AtMost, double[] Spread)
{
    private static readonly double[] CoverageLevels = [0.5, 0.8, 0.95, 0.99];
    private static readonly double[] PinballLevels = [0.5, 0.9, 0.95, 0.99];

    public static ForecastScores Of(IReadOnlyList<(PredictiveDistribution Forecast, double Actual)> outcomes) => new(
        outcomes.Average(item => ForecastErrors.SymmetricPercentage(item.Actual, item.Forecast.Quantile(0.5))),
        2 * outcomes.Average(item => Enumerable.Range(1, 39).Average(i => Loss(item.Forecast, i / 40.0, item.Actual))),
        outcomes.Average(item => PinballLevels.Average(level => Loss(item.Forecast, level, item.Actual))),
        [.. CoverageLevels.Select(level => 100 * outcomes.Average(item => item.Actual <= item.Forecast.Quantile(level) ? 1.0 : 0))],
        [.. CoverageLevels.Select(level => 100 * outcomes.Average(item => SpreadShare(item.Forecast, level, item.Actual)))]);

    private static double Loss(PredictiveDistribution forecast, double level, double actual) =>
        ForecastErrors.Pinball(actual, forecast.Quantile(level), level);

    // Czado et al. (2009): the non-randomised probability integral transform.
    private static double SpreadShare(PredictiveDistribution forecast, double level, double actual)
    {
        double below = forecast.Cdf(actual - 1);
        double atMost = forecast.Cdf(actual);
        return atMost <= level ? 1 : below >= level ? 0 : (level - below) / (atMost - below);
    }
}
