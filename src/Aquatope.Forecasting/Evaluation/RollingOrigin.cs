namespace Aquatope.Forecasting;

/// <summary>Puts methods to the test on what came after their training.</summary>
/// <remarks>
/// Tashman (2000): a method learns once, from the first bins; then the origin moves on by one bin at a time over the rest, and each
/// forecast sees everything before its origin. Its last bin is the series' last.
/// </remarks>
public static class RollingOrigin
{
    /// <summary>Trains a method and scores its forecasts.</summary>
    /// <param name="series">The whole series.</param>
    /// <param name="trainer">The method.</param>
    /// <param name="options">The split, the horizon and what to score.</param>
    /// <param name="timeProvider">Measures how long training and forecasts take; nothing else depends on it.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="ArgumentException">The options leave no bins to train on, or none to test on.</exception>
    /// <exception cref="InvalidOperationException">The method made a forecast that is not finite.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ForecastScores Evaluate(
        CountSeries series, IForecasterTrainer trainer, RollingOriginOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(timeProvider);
        Check(series, options);
        long started = timeProvider.GetTimestamp();
        IForecaster forecaster = trainer.Train(series.Prefix(options.TrainingBins), options.Seed, cancellationToken);
        TimeSpan trainingTime = timeProvider.GetElapsedTime(started);
        return Score(series, forecaster, options, timeProvider, cancellationToken) with { TrainSeconds = trainingTime.TotalSeconds };
    }

    /// <summary>Scores the forecasts of a method that has learned already, from the first bins or from something else.</summary>
    /// <param name="series">The whole series.</param>
    /// <param name="forecaster">The method.</param>
    /// <param name="options">The split, the horizon and what to score.</param>
    /// <param name="timeProvider">Measures how long forecasts take; nothing else depends on it.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <returns>The scores; training took no time.</returns>
    /// <exception cref="ArgumentException">The options leave no bins to train on, or none to test on.</exception>
    /// <exception cref="InvalidOperationException">The method made a forecast that is not finite.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ForecastScores Score(
        CountSeries series, IForecaster forecaster, RollingOriginOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        ArgumentNullException.ThrowIfNull(timeProvider);
        Check(series, options);
        var sums = new ScoreSums(options.Quantiles);
        TimeSpan forecastTime = TimeSpan.Zero;
        string? fallback = null;
        int[] origins = [.. Enumerable.Range(options.TrainingBins, series.Length - options.Horizon + 1 - options.TrainingBins)];
        foreach (int[] block in origins.Chunk(options.Block))
        {
            cancellationToken.ThrowIfCancellationRequested();
            CountSeries[] histories = [.. block.Select(series.Prefix)];
            long asked = timeProvider.GetTimestamp();
            IReadOnlyList<Forecast> forecasts = forecaster.ForecastBatch(histories, options.Horizon);
            forecastTime += timeProvider.GetElapsedTime(asked);
            fallback ??= forecasts.FirstOrDefault(forecast => forecast.FallbackReason is not null)?.FallbackReason;
            Score(forecasts, histories, series, sums);
        }

        return Scores(sums, series.Prefix(options.TrainingBins)) with
        {
            InferenceMs = forecastTime.TotalMilliseconds / origins.Length,
            FallbackReason = fallback,
        };
    }

    private static void Check(CountSeries series, RollingOriginOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TrainingBins, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Horizon, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Block, nameof(options));
        if (series.Length - options.Horizon < options.TrainingBins)
        {
            throw new ArgumentException(
                $"After {options.TrainingBins} bins of training, {series.Length - options.TrainingBins} of the series' {series.Length} are left to test a horizon of {options.Horizon} on.",
                nameof(options));
        }
    }

    private static void Score(IReadOnlyList<Forecast> forecasts, CountSeries[] histories, CountSeries series, ScoreSums sums)
    {
        foreach ((Forecast forecast, CountSeries history) in forecasts.Zip(histories))
        {
            for (int h = 0; h < forecast.Bins.Count; h++)
            {
                sums.Add(series.Counts[history.Length + h], forecast.Bins[h]);
            }

            if (!sums.AreFinite)
            {
                throw new InvalidOperationException($"What '{forecast.Method}' forecast from {forecast.Start:O} is not finite.");
            }
        }
    }

    private static ForecastScores Scores(ScoreSums sums, CountSeries training)
    {
        int day = TrainingData.BinsPerDay(training);
        return new ForecastScores
        {
            Smape = 2 * sums.PercentageOfSum,
            SmapeOfSum = sums.PercentageOfSum,
            Mase = ForecastErrors.Scaled(sums.MeanAbsoluteError, ForecastErrors.NaiveScale(training.Counts, 1)),
            SeasonalMase = ForecastErrors.Scaled(sums.MeanAbsoluteError, ForecastErrors.NaiveScale(training.Counts, day)),
            Crps = sums.RankedScore,
            Quantiles = sums.Quantiles,
            TrainSeconds = 0,
            InferenceMs = 0,
        };
    }
}
