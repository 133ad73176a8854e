namespace Aquatope.Forecasting;

/// <summary>A forecast of the bins that follow a series.</summary>
/// <param name="Method">The name of the method that made it: the fallback's where the forecaster could not.</param>
/// <param name="Start">Start of the first forecast bin.</param>
/// <param name="BinWidth">Width of every bin.</param>
/// <param name="Bins">One distribution per bin, nearest first.</param>
/// <param name="FallbackReason">Why another method than the one asked for made the forecast, or null when none did.</param>
public sealed record Forecast(
    string Method,
    DateTimeOffset Start,
    TimeSpan BinWidth,
    IReadOnlyList<PredictiveDistribution> Bins,
    string? FallbackReason = null);
