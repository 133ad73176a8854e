namespace Aquatope.Forecasting;

/// <summary>Fits exponential smoothing, whose components it chooses by AICc: a level; with a damped trend; with a daily season; with both.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ExponentialSmoothingTrainer : IForecasterTrainer
{
    /// <summary>The name of the method.</summary>
    internal const string MethodName = "exponential-smoothing";

    private const int LeastBins = 10;

    /// <inheritdoc/>
    public string Name => MethodName;

    /// <inheritdoc/>
    /// <remarks>
    /// Uses no draws. Learns from the latest 20,160 bins where there are more. A season counts as as many parameters as it has
    /// bins, so it is chosen only where it explains much.
    /// </remarks>
    public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (TrainingData.WhyNot(Name, training, LeastBins) is { } reason)
        {
            return new FallbackForecaster(Name, reason);
        }

        double[] counts = training.Counts[^Math.Min(ArimaTrainer.MostBins, training.Length)..].ToArray();
        int day = TrainingData.BinsPerDay(training);
        int[] seasons = day > 1 && counts.Length >= 2 * day ? [0, day] : [0];
        SmoothingFit? best = null;
        foreach (int season in seasons)
        {
            foreach (bool trend in (bool[])[false, true])
            {
                cancellationToken.ThrowIfCancellationRequested();
                var fit = SmoothingFit.Of(new SmoothingForm(trend, season), counts);
                best = best is null || fit.Aicc < best.Aicc ? fit : best;
            }
        }

        return new ExponentialSmoothingForecaster(best!, training);
    }
}
