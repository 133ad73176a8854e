using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>Forecasts of one series made once, for many simulations of the same load.</summary>
/// <remarks>Before the first origin a simulation only warms up: there the last count stands in.</remarks>
internal sealed class RecalledForecaster : IForecaster
{
    private readonly int _first;
    private readonly IReadOnlyList<Forecast> _forecasts;
    private readonly LastValueForecaster _before = new();

    /// <summary>Initializes a new instance of the <see cref="RecalledForecaster"/> class.</summary>
    /// <param name="forecaster">Makes the forecasts.</param>
    /// <param name="series">The whole series; no forecast sees more of it than comes before its origin.</param>
    /// <param name="first">The first origin.</param>
    /// <param name="horizon">How many bins ahead.</param>
    public RecalledForecaster(IForecaster forecaster, CountSeries series, int first, int horizon)
    {
        Name = forecaster.Name;
        _first = first;
        _forecasts = forecaster.ForecastBatch([.. Enumerable.Range(first, series.Length - first + 1).Select(series.Prefix)], horizon);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Forecast Forecast(CountSeries history, int horizon) =>
        history.Length < _first ? _before.Forecast(history, horizon) : _forecasts[history.Length - _first];
}
