namespace Aquatope.Forecasting;

/// <summary>What forecasters have in common that read a history bin by bin and remember a state.</summary>
/// <typeparam name="TState">The state, changed by each bin.</typeparam>
/// <remarks>Histories of one batch that continue one another are read once, so rolling over many origins costs one pass.</remarks>
public abstract class SequentialForecaster<TState> : ForecasterBase, IForecaster
    where TState : class
{
    /// <inheritdoc/>
    IReadOnlyList<Forecast> IForecaster.ForecastBatch(IReadOnlyList<CountSeries> histories, int horizon)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        var forecasts = new Forecast[histories.Count];
        (TState State, int Read)? at = null;
        CountSeries? before = null;
        foreach (int i in Enumerable.Range(0, forecasts.Length).OrderBy(i => histories[i].Length))
        {
            CountSeries history = histories[i];
            if (history.Length < LeastBins)
            {
                forecasts[i] = Forecast(history, horizon);
                continue;
            }

            (TState State, int Read) from = at is { } reached && Continues(history, before!) ? reached : Begin(history);
            at = (from.State, Read(from, history));
            before = history;
            forecasts[i] = new Forecast(Name, history.End, history.BinWidth, Predict(from.State, history, horizon));
        }

        return forecasts;
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon)
    {
        (TState State, int Read) from = Begin(history);
        Read(from, history);
        return Predict(from.State, history, horizon);
    }

    /// <summary>Returns the state to begin a history with.</summary>
    /// <param name="history">The history, at least <see cref="ForecasterBase.LeastBins"/> long.</param>
    /// <returns>A state of its own, and how many bins it has already read.</returns>
    protected abstract (TState State, int Read) Begin(CountSeries history);

    /// <summary>Takes in one bin.</summary>
    /// <param name="state">The state; changed.</param>
    /// <param name="count">The count.</param>
    protected abstract void Observe(TState state, double count);

    /// <summary>Predicts from a state.</summary>
    /// <param name="state">The state after the history's last bin; not changed.</param>
    /// <param name="history">The history.</param>
    /// <param name="horizon">How many bins.</param>
    /// <returns>One distribution per bin.</returns>
    protected abstract IReadOnlyList<PredictiveDistribution> Predict(TState state, CountSeries history, int horizon);

    /// <summary>Returns whether a series goes on where another ends: it begins with the same bins.</summary>
    /// <param name="longer">The series.</param>
    /// <param name="shorter">The other, not longer.</param>
    /// <returns>Whether it does.</returns>
    internal static bool Continues(CountSeries longer, CountSeries shorter) =>
        longer.Start == shorter.Start && longer.BinWidth == shorter.BinWidth && longer.Length >= shorter.Length
        && ((longer.Counts.Overlaps(shorter.Counts, out int offset) && offset == 0)
            || longer.Counts[..shorter.Length].SequenceEqual(shorter.Counts));

    private int Read((TState State, int Read) from, CountSeries history)
    {
        foreach (double count in history.Counts[from.Read..])
        {
            Observe(from.State, count);
        }

        return history.Length;
    }
}
