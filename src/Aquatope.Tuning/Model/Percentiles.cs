namespace Aquatope.Tuning;

/// <summary>Percentiles of measured values, by one definition everywhere.</summary>
/// <remarks>
/// Hyndman and Fan (1996), definition 7: linear interpolation between the closest ranks, where the least value is the
/// 0th percentile and the greatest the 100th. Of 1, 2, 3, 4 the 50th percentile is 2.5 and the 95th 3.85.
/// </remarks>
public static class Percentiles
{
    /// <summary>Returns one percentile of unordered values.</summary>
    /// <param name="values">The values; at least one, all finite.</param>
    /// <param name="percentile">The percentile, in [0, 100].</param>
    /// <returns>The percentile, in the values' unit.</returns>
    /// <exception cref="ArgumentException">There are no values, or one is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is not in [0, 100].</exception>
    public static double Of(IEnumerable<double> values, double percentile)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return OfSorted(sorted, percentile);
    }

    /// <summary>Returns one percentile of values in ascending order.</summary>
    /// <param name="sorted">The values, ascending; at least one.</param>
    /// <param name="percentile">The percentile, in [0, 100].</param>
    /// <returns>The percentile, in the values' unit.</returns>
    /// <exception cref="ArgumentException">There are no values, or one is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentile"/> is not in [0, 100].</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double percentile)
    {
        if (percentile is not (>= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile must lie between 0 and 100.");
        }

        // Not-a-number sorts first, so looking at the first value finds it.
        if (sorted.IsEmpty || double.IsNaN(sorted[0]))
        {
            throw new ArgumentException("A percentile needs at least one value, and every value must be a number.", nameof(sorted));
        }

        double rank = percentile / 100 * (sorted.Length - 1);
        int below = (int)rank;
        return below + 1 == sorted.Length
            ? sorted[below]
            : sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below]));
    }
}
