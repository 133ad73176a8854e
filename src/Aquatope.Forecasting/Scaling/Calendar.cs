namespace Aquatope.Forecasting;

/// <summary>Where bins lie in the day and in the week.</summary>
internal static class Calendar
{
    /// <summary>Returns the start of a bin.</summary>
    /// <param name="series">The series.</param>
    /// <param name="bin">The bin's index, which may lie beyond the end.</param>
    /// <returns>The instant, in UTC.</returns>
    public static DateTime StartOf(CountSeries series, int bin) => (series.Start + (bin * series.BinWidth)).UtcDateTime;

    /// <summary>Returns the part of the day that has passed.</summary>
    /// <param name="time">The instant.</param>
    /// <returns>A number in [0, 1).</returns>
    public static double DayShare(DateTime time) => time.TimeOfDay.TotalDays;

    /// <summary>Returns the part of the week, from Monday on, that has passed.</summary>
    /// <param name="time">The instant.</param>
    /// <returns>A number in [0, 1).</returns>
    public static double WeekShare(DateTime time) => ((((int)time.DayOfWeek + 6) % 7) + DayShare(time)) / 7;

    /// <summary>Writes a sine and a cosine.</summary>
    /// <param name="share">Part of the period that has passed.</param>
    /// <param name="target">Receives both.</param>
    public static void Circle(double share, Span<float> target)
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * share);
        target[0] = (float)sin;
        target[1] = (float)cos;
    }
}
