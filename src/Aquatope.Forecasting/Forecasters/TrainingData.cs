namespace Aquatope.Forecasting;

/// <summary>What training data are like.</summary>
internal static class TrainingData
{
    /// <summary>Returns why a method cannot learn from a series.</summary>
    /// <param name="name">The method.</param>
    /// <param name="training">The series.</param>
    /// <param name="leastBins">How many bins it needs.</param>
    /// <returns>A sentence; null where it can.</returns>
    /// <exception cref="ArgumentException">The series is empty.</exception>
    public static string? WhyNot(string name, CountSeries training, int leastBins)
    {
        if (training.Length == 0)
        {
            throw new ArgumentException("The series has no bins; there is nothing to learn from.", nameof(training));
        }

        if (training.Length < leastBins)
        {
            return $"{name} needs {leastBins} bins of {training.BinWidth} to learn from; the series has {training.Length}.";
        }

        return IsConstant(training)
            ? FormattableString.Invariant($"{name} cannot learn from a series that does not vary: all {training.Length} bins hold {training.Counts[0]}.")
            : null;
    }

    /// <summary>Returns whether all counts are whole numbers.</summary>
    /// <param name="training">The series.</param>
    /// <returns>Whether they are: then forecasts are whole, too.</returns>
    public static bool IsWhole(CountSeries training)
    {
        foreach (double count in training.Counts)
        {
            if (count != Math.Floor(count))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns how many bins a day has.</summary>
    /// <param name="series">The series.</param>
    /// <returns>At least one: a day's share of bins wider than it, rounded to whole bins.</returns>
    public static int BinsPerDay(CountSeries series) => BinsIn(TimeSpan.FromDays(1), series);

    /// <summary>Returns how many bins a time takes.</summary>
    /// <param name="time">The time.</param>
    /// <param name="series">The series.</param>
    /// <returns>At least one.</returns>
    public static int BinsIn(TimeSpan time, CountSeries series) => (int)Math.Clamp(Math.Round(time / series.BinWidth), 1, int.MaxValue);

    private static bool IsConstant(CountSeries training) => training.Counts.IndexOfAnyExcept(training.Counts[0]) < 0;
}
