namespace Aquatope.Forecasting;

/// <summary>Predicts how many events the next intervals will bring.</summary>
/// <remarks>
/// A forecaster never answers nonsense: where it cannot work with a series (too short, say) it hands on to a fallback,
/// and <see cref="Forecast.Method"/> and <see cref="Forecast.FallbackReason"/> say so.
/// </remarks>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IForecaster
{
    /// <summary>Gets the name of the method, as results and command lines write it.</summary>
    string Name { get; }

    /// <summary>Forecasts the bins that follow a series.</summary>
    /// <param name="history">What happened so far.</param>
    /// <param name="horizon">How many bins to forecast; positive.</param>
    /// <returns>The forecast, with <paramref name="horizon"/> bins.</returns>
    /// <exception cref="ArgumentException">The series is empty: not even a fallback can say anything.</exception>
    Forecast Forecast(CountSeries history, int horizon);

    /// <summary>Forecasts what follows each of several series, which implementations may do together.</summary>
    /// <param name="histories">What happened so far: other series, or the same series at several origins.</param>
    /// <param name="horizon">How many bins to forecast; positive.</param>
    /// <returns>One forecast per history, in their order.</returns>
    /// <exception cref="ArgumentException">A series is empty.</exception>
    IReadOnlyList<Forecast> ForecastBatch(IReadOnlyList<CountSeries> histories, int horizon)
    {
        ArgumentNullException.ThrowIfNull(histories);
        return [.. histories.Select(history => Forecast(history, horizon))];
    }
}
