namespace Aquatope.Forecasting;

/// <summary>Stands in for a method that cannot work with a series, and says why: gamma-Poisson, or the last value where even that has too few bins.</summary>
/// <param name="name">The method that was asked for.</param>
/// <param name="reason">Why it cannot forecast: a sentence.</param>
public sealed class FallbackForecaster(string name, string reason) : IForecaster
{
    private static readonly GammaPoissonForecaster Baseline = new();
    private static readonly LastValueForecaster LastResort = new();

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Gets why the method cannot forecast.</summary>
    public string Reason => reason;

    /// <inheritdoc/>
    public Forecast Forecast(CountSeries history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(history);
        IForecaster stand = history.Length >= Baseline.LeastBins ? Baseline : LastResort;
        return stand.Forecast(history, horizon) with { FallbackReason = reason };
    }
}
