namespace Aquatope.Forecasting;

/// <summary>What forecasters have in common: checks, and the way to the fallback.</summary>
public abstract class ForecasterBase : IForecaster
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>Gets the number of bins below which the fallback takes over.</summary>
    public virtual int LeastBins => 1;

    /// <inheritdoc/>
    public Forecast Forecast(CountSeries history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        if (history.Length == 0)
        {
            throw new ArgumentException("The series has no bins; a forecast needs at least one.", nameof(history));
        }

        return history.Length >= LeastBins
            ? new Forecast(Name, history.End, history.BinWidth, Predict(history, horizon))
            : new FallbackForecaster(Name, $"{Name} needs {LeastBins} bins of {history.BinWidth}; the series has {history.Length}.").Forecast(history, horizon);
    }

    /// <summary>Predicts from a series that is long enough.</summary>
    /// <param name="history">At least <see cref="LeastBins"/> bins.</param>
    /// <param name="horizon">How many bins to forecast; positive.</param>
    /// <returns>One distribution per bin.</returns>
    protected abstract IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon);

    /// <summary>Repeats one distribution over the horizon.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="horizon">How many times.</param>
    /// <returns>The list.</returns>
    protected static IReadOnlyList<PredictiveDistribution> Repeat(PredictiveDistribution distribution, int horizon) =>
        [.. Enumerable.Repeat(distribution, horizon)];
}
