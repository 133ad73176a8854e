using System.Collections.Immutable;

namespace Aquatope.Forecasting;

/// <summary>How well a method forecast a series, over all bins of all origins.</summary>
public sealed record ForecastScores
{
    /// <summary>Gets the mean symmetric percentage error that divides by the mean of both, in percent, 0 to 200.</summary>
    public required double Smape { get; init; }

    /// <summary>Gets the mean symmetric percentage error that divides by the sum of both, in percent, 0 to 100.</summary>
    public required double SmapeOfSum { get; init; }

    /// <summary>Gets the mean absolute error over that of the naive forecast within the training; null where the latter is zero.</summary>
    public required double? Mase { get; init; }

    /// <summary>Gets the same over that of the forecast that repeats the day before; null where the training is no longer than a day.</summary>
    public required double? SeasonalMase { get; init; }

    /// <summary>Gets the mean continuous ranked probability score, in counts.</summary>
    public required double Crps { get; init; }

    /// <summary>Gets the scores of the quantiles, in the order asked for.</summary>
    public required ImmutableArray<QuantileScores> Quantiles { get; init; }

    /// <summary>Gets how long the training took, in seconds.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Gets the mean time of a forecast, in milliseconds.</summary>
    public required double InferenceMs { get; init; }

    /// <summary>Gets why another method than the one asked for made some of the forecasts; null where none did.</summary>
    public string? FallbackReason { get; init; }

    /// <summary>Returns the medians over several series, each measure by itself.</summary>
    /// <param name="scores">Scores of one method with the same quantiles; at least one.</param>
    /// <returns>The medians; of an even number of values, the mean of the middle two; of measures that some series lack, over the others.</returns>
    /// <exception cref="ArgumentException">There are no scores.</exception>
    public static ForecastScores Median(IReadOnlyList<ForecastScores> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count == 0)
        {
            throw new ArgumentException("There are no scores to take a median of.", nameof(scores));
        }

        return new ForecastScores
        {
            Smape = MedianOf(score => score.Smape)!.Value,
            SmapeOfSum = MedianOf(score => score.SmapeOfSum)!.Value,
            Mase = MedianOf(score => score.Mase),
            SeasonalMase = MedianOf(score => score.SeasonalMase),
            Crps = MedianOf(score => score.Crps)!.Value,
            Quantiles = [.. scores[0].Quantiles.Select((quantile, i) => new QuantileScores(
                quantile.Probability,
                MedianOf(score => score.Quantiles[i].Pinball)!.Value,
                MedianOf(score => score.Quantiles[i].Coverage)!.Value,
                MedianOf(score => score.Quantiles[i].SpreadCoverage)!.Value,
                MedianOf(score => score.Quantiles[i].IntervalCoverage)))],
            TrainSeconds = MedianOf(score => score.TrainSeconds)!.Value,
            InferenceMs = MedianOf(score => score.InferenceMs)!.Value,
        };

        double? MedianOf(Func<ForecastScores, double?> measure)
        {
            double[] sorted = [.. scores.Select(measure).OfType<double>().Order()];
            int middle = sorted.Length / 2;
            return sorted.Length == 0 ? null : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }
}
