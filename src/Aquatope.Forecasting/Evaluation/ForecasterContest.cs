namespace Aquatope.Forecasting;

/// <summary>Chooses, among forecasters, the one that foresaw the latest bins best.</summary>
public static class ForecasterContest
{
    /// <summary>Trains methods on all but the latest bins, and scores them and a forecaster in use on these.</summary>
    /// <param name="series">What happened so far.</param>
    /// <param name="methods">The names of the methods, those preferred at equal scores first; at least one.</param>
    /// <param name="incumbent">The forecaster in use, or null where there is none. At equal scores it stays.</param>
    /// <param name="options">How many bins to train on, the seed, and, as the first quantile, the one whose errors count.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <returns>Every entrant, the best first; the one in use is named so.</returns>
    /// <remarks>
    /// Scores are the mean pinball losses of that quantile one bin ahead, which is what a pool sized by it pays for errors. One for
    /// which a fallback had to stand in comes after all others.
    /// </remarks>
    /// <exception cref="ArgumentException">The options leave no bins to train on or none to test on, or a method is not known.</exception>
    public static IReadOnlyList<ForecasterEntrant> Run(
        CountSeries series, IReadOnlyList<string> methods, IForecaster? incumbent, RollingOriginOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(options);
        CountSeries training = series.Prefix(Math.Clamp(options.TrainingBins, 0, series.Length));
        var entrants = new List<ForecasterEntrant>();
        if (incumbent is not null)
        {
            entrants.Add(Enter(incumbent, isIncumbent: true));
        }

        foreach (string method in methods)
        {
            entrants.Add(Enter(ForecastingMethods.Find(method).Train(training, options.Seed, cancellationToken), isIncumbent: false));
        }

        return [.. entrants.OrderBy(entrant => entrant.FallbackReason is not null).ThenBy(entrant => entrant.Loss)];

        ForecasterEntrant Enter(IForecaster forecaster, bool isIncumbent)
        {
            ForecastScores scores = RollingOrigin.Score(series, forecaster, options, TimeProvider.System, cancellationToken);
            return new ForecasterEntrant(forecaster, isIncumbent, scores.Quantiles[0].Pinball, scores.Crps, scores.FallbackReason);
        }
    }
}
