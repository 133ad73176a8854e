namespace Aquatope.Forecasting;

/// <summary>How counts of one series map to the numbers that a network sees, and back.</summary>
/// <param name="Transform">The transform that comes before standardising.</param>
/// <param name="Unit">Width of one whole count: one, or less where a series holds fractions (of concurrency, say).</param>
/// <param name="Mean">Mean of the transformed counts.</param>
/// <param name="Deviation">Standard deviation of the transformed counts; positive.</param>
/// <param name="Greatest">The greatest count; not negative.</param>
internal sealed record SeriesScale(CountTransform Transform, double Unit, double Mean, double Deviation, double Greatest)
{
    private const double UnitsPerMean = 50;

    /// <summary>Measures a series.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="transform">The transform.</param>
    /// <returns>The scale, or null where all counts are equal: there is nothing to scale by.</returns>
    public static SeriesScale? Of(ReadOnlySpan<double> counts, CountTransform transform)
    {
        double unit = UnitOf(counts);
        var scale = new SeriesScale(transform, unit, 0, 1, GreatestOf(counts));
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            // Welford (1962): no cancellation at high levels.
            double value = scale.Scaled(counts[i]);
            double change = value - mean;
            mean += change / (i + 1);
            squares += change * (value - mean);
        }

        double deviation = Math.Sqrt(squares / Math.Max(1, counts.Length));
        return deviation > 1e-9 * Math.Max(1, Math.Abs(mean)) ? scale with { Mean = mean, Deviation = deviation } : null;
    }

    /// <summary>Measures the latest week of a series, which is what a global model scales by.</summary>
    /// <param name="series">The series; not empty.</param>
    /// <param name="transform">The transform.</param>
    /// <returns>The scale, or null where all counts are equal.</returns>
    public static SeriesScale? OfLatestWeek(CountSeries series, CountTransform transform)
    {
        int week = (int)Math.Clamp(TimeSpan.FromDays(7) / series.BinWidth, 1, series.Length);
        return Of(series.Counts[^week..], transform);
    }

    /// <summary>Maps a count to the network's scale.</summary>
    /// <param name="count">The count; above -1 unit.</param>
    /// <returns>The scaled value.</returns>
    public double Scaled(double count) => ScaledUnits(count / Unit);

    /// <summary>Maps a number of units to the network's scale.</summary>
    /// <param name="units">The number, not necessarily whole; above -1.</param>
    /// <returns>The scaled value.</returns>
    public double ScaledUnits(double units) => ((Transform == CountTransform.Logarithm ? Math.Log(1 + units) : units) - Mean) / Deviation;

    /// <summary>Maps a scaled value back to a number of units.</summary>
    /// <param name="scaled">The scaled value.</param>
    /// <returns>The number of units; not rounded, and negative for what lies below zero.</returns>
    public double Units(double scaled)
    {
        double transformed = Mean + (Deviation * scaled);
        return Transform == CountTransform.Logarithm ? Math.Exp(Math.Min(transformed, 40)) - 1 : transformed;
    }

    /// <summary>Rounds a count to whole units.</summary>
    /// <param name="count">The count.</param>
    /// <returns>The number of units.</returns>
    public double WholeUnits(double count) => Math.Round(count / Unit);

    private static double GreatestOf(ReadOnlySpan<double> counts)
    {
        double greatest = 0;
        foreach (double count in counts)
        {
            greatest = Math.Max(greatest, count);
        }

        return greatest;
    }

    private static double UnitOf(ReadOnlySpan<double> counts)
    {
        double sum = 0;
        bool whole = true;
        foreach (double count in counts)
        {
            sum += count;
            whole &= count == Math.Floor(count);
        }

        return whole || sum == 0 ? 1 : sum / counts.Length / UnitsPerMean;
    }
}
