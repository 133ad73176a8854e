namespace Aquatope.Forecasting;

/// <summary>Measures of error between what was forecast and what happened.</summary>
/// <remarks>
/// The point forecast of every model is what its own distribution expects the least error of: the median of absolute errors, and of
/// percentage errors the percentile that minimises these.
/// </remarks>
public static class ForecastErrors
{
    /// <summary>Returns the symmetric percentage error that divides by the mean of both.</summary>
    /// <param name="actual">What happened; not negative.</param>
    /// <param name="forecast">What was forecast; not negative.</param>
    /// <returns>In percent, 0 to 200; zero where both are zero.</returns>
    public static double SymmetricPercentage(double actual, double forecast) => 2 * SymmetricPercentageOfSum(actual, forecast);

    /// <summary>Returns the symmetric percentage error that divides by the sum of both.</summary>
    /// <param name="actual">What happened; not negative.</param>
    /// <param name="forecast">What was forecast; not negative.</param>
    /// <returns>In percent, 0 to 100; zero where both are zero.</returns>
    public static double SymmetricPercentageOfSum(double actual, double forecast)
    {
        double sum = Math.Abs(actual) + Math.Abs(forecast);
        return sum > 0 ? 100 * (Math.Abs(actual - forecast) / sum) : 0;
    }

    /// <summary>Returns the loss that a quantile makes least.</summary>
    /// <param name="actual">What happened.</param>
    /// <param name="quantile">The forecast quantile.</param>
    /// <param name="probability">Its probability, in (0, 1).</param>
    /// <returns>In counts: the probability times what the quantile falls short by, or its complement times what it exceeds by.</returns>
    /// <remarks>Koenker and Bassett (1978).</remarks>
    public static double Pinball(double actual, double quantile, double probability) =>
        actual >= quantile ? probability * (actual - quantile) : (1 - probability) * (quantile - actual);

    /// <summary>Returns the mean absolute error of repeating values of a training series: what scaled errors are divided by.</summary>
    /// <param name="training">The series, [n].</param>
    /// <param name="lag">How many bins back to repeat: 1 is the naive forecast, the bins of a season the seasonal naive one; positive.</param>
    /// <returns>In counts; null where the series is not longer than the lag.</returns>
    /// <remarks>Hyndman and Koehler (2006), section 3.</remarks>
    public static double? NaiveScale(ReadOnlySpan<double> training, int lag)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lag);
        if (training.Length <= lag)
        {
            return null;
        }

        double sum = 0;
        for (int t = lag; t < training.Length; t++)
        {
            sum += Math.Abs(training[t] - training[t - lag]);
        }

        return sum / (training.Length - lag);
    }

    /// <summary>Returns a mean absolute error as a multiple of a scale.</summary>
    /// <param name="meanAbsoluteError">The error, in counts.</param>
    /// <param name="scale">The scale, from <see cref="NaiveScale"/>.</param>
    /// <returns>The multiple; zero where both are zero; null where there is no scale, or it alone is zero.</returns>
    public static double? Scaled(double meanAbsoluteError, double? scale) => scale switch
    {
        > 0 => meanAbsoluteError / scale,
        0 when meanAbsoluteError == 0 => 0,
        _ => null,
    };
}
