using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>Hands on the mean of each forecast as if it were certain: what a system does that makes no use of uncertainty.</summary>
/// <param name="forecaster">Makes the forecasts.</param>
internal sealed class MeanForecaster(IForecaster forecaster) : IForecaster
{
    /// <inheritdoc/>
    public string Name => $"{forecaster.Name} mean";

    /// <inheritdoc/>
    public Forecast Forecast(CountSeries history, int horizon)
    {
        Forecast known = forecaster.Forecast(history, horizon);
        return known with { Bins = [.. known.Bins.Select(Certain)] };
    }

    private static PredictiveDistribution Certain(PredictiveDistribution forecast) => new EmpiricalDistribution([Math.Round(forecast.Mean)]);
}
