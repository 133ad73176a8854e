using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>Forecasts of counts that are known before the simulation, made all at once: each from what precedes it only.</summary>
/// <remarks>
/// Where load is placed as counted, policies do not change the counts that a forecaster sees. Forecasters that can go through many
/// origins in one pass then save reading the past anew for each. A history that does not go on as foreseen, or a longer horizon, is
/// forecast when it is asked for.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ForecastsInAdvance : IForecaster
{
    private readonly IForecaster _forecaster;
    private readonly CountSeries _counts;
    private readonly int _first;
    private readonly int _horizon;
    private readonly IReadOnlyList<Forecast> _forecasts;

    /// <summary>Initializes a new instance of the <see cref="ForecastsInAdvance"/> class, and makes the forecasts.</summary>
    /// <param name="forecaster">Makes the forecasts.</param>
    /// <param name="counts">All counts: the past, and those of the simulation.</param>
    /// <param name="first">The number of bins before the first forecast; from 1 to the number of counts.</param>
    /// <param name="horizon">The number of bins of each forecast; positive. Default: 1, enough for pools whose workers start within half a bin.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ForecastsInAdvance(IForecaster forecaster, CountSeries counts, int first, int horizon = 1)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, counts.Length);
        (_forecaster, _counts, _first, _horizon) = (forecaster, counts, first, horizon);
        _forecasts = forecaster.ForecastBatch([.. Enumerable.Range(first, counts.Length - first + 1).Select(counts.Prefix)], horizon);
    }

    /// <inheritdoc/>
    public string Name => _forecaster.Name;

    /// <inheritdoc/>
    public Forecast Forecast(CountSeries history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        int length = (int)((history.End - _counts.Start) / _counts.BinWidth);
        bool foreseen = length >= _first && length <= _counts.Length && horizon <= _horizon && history.BinWidth == _counts.BinWidth
            && history.Length <= length && history.Counts.SequenceEqual(_counts.Counts[(length - history.Length)..length]);
        return foreseen
            ? _forecasts[length - _first] with { Bins = [.. _forecasts[length - _first].Bins.Take(horizon)] }
            : _forecaster.Forecast(history, horizon);
    }
}
