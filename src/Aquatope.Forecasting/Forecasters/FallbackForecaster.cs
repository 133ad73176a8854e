namespace Aquatope.Forecasting;

/// <summary>Stands in for a method that could not learn from a series: the last value, and why.</summary>
/// <param name="name">The method that was asked for.</param>
/// <param name="reason">Why it cannot forecast: a sentence.</param>
internal sealed class FallbackForecaster(string name, string reason) : IForecaster
{
    private static readonly LastValueForecaster LastResort = new();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Forecast Forecast(CountSeries history, int horizon) =>
        LastResort.Forecast(history, horizon) with { FallbackReason = reason };
}
