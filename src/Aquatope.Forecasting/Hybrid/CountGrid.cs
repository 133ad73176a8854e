namespace Aquatope.Forecasting;

/// <summary>A distribution function at some whole counts.</summary>
/// <param name="Counts">The whole counts in units, ascending from zero.</param>
/// <param name="Cdf">Probabilities of at most so many.</param>
internal sealed record CountGrid(double[] Counts, double[] Cdf)
{
    private const int Knots = 96;

    // A heavy tail on a logarithmic scale reaches where no count will ever be, and takes mean and high quantiles along.
    private const double GrowthBound = 16;

    /// <summary>Chooses whole counts that lie evenly on the scale of a series.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="lower">Below this scaled value there is next to nothing but zero.</param>
    /// <param name="upper">Above this scaled value there is next to nothing.</param>
    /// <param name="anchor">The scaled recent level.</param>
    /// <returns>The counts; zero is the first. None is above sixteen times the greatest that was seen, or the level if that is more.</returns>
    public static double[] CountsBetween(SeriesScale scale, double lower, double upper, double anchor)
    {
        double most = GrowthBound * (1 + Math.Max(scale.Greatest / scale.Unit, scale.Units(anchor)));
        upper = Math.Min(upper, scale.ScaledUnits(most));
        lower = Math.Min(lower, upper);

        // All small counts, which may have frequencies of their own, then ever wider steps.
        int small = (int)Math.Clamp(scale.Units(upper), 1, CountFrequencies.Greatest);
        List<double> counts = [.. Enumerable.Range(0, small + 1).Select(count => (double)count)];
        for (int i = -1; i <= Knots; i++)
        {
            // The count before the first keeps what little lies below it from spreading down to the small counts.
            double units = i < 0 ? Math.Round(scale.Units(lower)) - 1 : Math.Round(scale.Units(lower + ((upper - lower) * i / Knots)));
            if (units > counts[^1] && units < 1e15)
            {
                counts.Add(units);
            }
        }

        return [.. counts];
    }

    /// <summary>Returns what was believed of the count that came.</summary>
    /// <param name="origin">The forecast that this distribution belongs to.</param>
    /// <returns>The probabilities of less than the count, and of at most the count.</returns>
    public (double Below, double AtMost) Interval(SeriesOrigin origin)
    {
        double count = origin.Series.Scale.WholeUnits(origin.Series.Series.Counts[origin.Origin + origin.Horizon - 1]);
        return (count == 0 ? 0 : At(count - 1), At(count));
    }

    /// <summary>Returns the probabilities of small counts.</summary>
    /// <param name="count">How many counts, from zero on.</param>
    /// <returns>The probabilities, [count].</returns>
    public double[] SmallProbabilities(int count)
    {
        var probabilities = new double[count];
        for (int i = 0; i < Counts.Length && Counts[i] < count; i++)
        {
            probabilities[(int)Counts[i]] = Cdf[i] - (i == 0 ? 0 : Cdf[i - 1]);
        }

        return probabilities;
    }

    private double At(double count)
    {
        int upper = Array.BinarySearch(Counts, count);
        if (upper >= 0)
        {
            return Cdf[upper];
        }

        upper = ~upper;
        if (upper == Counts.Length)
        {
            return 1;
        }

        double share = (count - Counts[upper - 1]) / (Counts[upper] - Counts[upper - 1]);
        return Cdf[upper - 1] + (share * (Cdf[upper] - Cdf[upper - 1]));
    }
}
