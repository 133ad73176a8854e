using System.Collections.Immutable;
using Aquatope.Forecasting;

namespace Aquatope.Workflows;

/// <summary>The forecaster of one stage at work: whether it can, and whether its forecasts come true.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class StageForecaster(IForecaster forecaster, double quantile)
{
    private ImmutableArray<double> _calibration = CalibrationMonitor.Initial;
    private (DateTimeOffset Start, PredictiveDistribution Belief)? _last;

    /// <summary>Gets the name of the method.</summary>
    public string Method => forecaster.Name;

    /// <summary>Gets a value indicating whether its forecasts have turned out wrong too often.</summary>
    public bool HasDrifted { get; private set; }

    /// <summary>Forecasts the intervals that follow a history, and compares the forecast before with what happened.</summary>
    /// <param name="history">What happened so far.</param>
    /// <param name="horizon">How many intervals.</param>
    /// <returns>The forecast, of the baseline where the method could not: <see cref="Forecast.FallbackReason"/> says why.</returns>
    public Forecast Forecast(CountSeries history, int horizon)
    {
        Compare(history);
        Forecast forecast = ForecastOrFallBack(history, horizon);

        // The baseline's errors are not the method's.
        _last = forecast.FallbackReason is null ? (forecast.Start, forecast.Bins[0]) : null;
        return forecast;
    }

    /// <summary>Returns the same forecaster, of whose forecasts nothing has been seen yet.</summary>
    public StageForecaster Anew() => new(forecaster, quantile);

    private Forecast ForecastOrFallBack(CountSeries history, int horizon)
    {
        try
        {
            Forecast forecast = forecaster.Forecast(history, horizon);
            return forecast.Bins.All(bin => double.IsFinite(bin.Mean))
                ? forecast
                : new FallbackForecaster(Method, "It forecast what is no number.").Forecast(history, horizon);
        }
#pragma warning disable CA1031 // Whatever a method trips over, pools must be sized; the reason is logged and recorded by who asked.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new FallbackForecaster(Method, $"{exception.GetType().Name}: {exception.Message}").Forecast(history, horizon);
        }
    }

    private void Compare(CountSeries history)
    {
        if (_last is not { } last || HasDrifted)
        {
            return;
        }

        long bin = (last.Start - history.Start).Ticks / history.BinWidth.Ticks;
        if (bin >= 0 && bin < history.Length)
        {
            (_calibration, HasDrifted) = CalibrationMonitor.Observe(_calibration, last.Belief, history.Counts[(int)bin], 0.5, quantile);
        }
    }
}
