namespace Aquatope.Forecasting;

/// <summary>Computes the external features of a forecast: what is known at the origin about the bin to forecast.</summary>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class FeatureExtractor
{
    private const int Recent = 36;
    private const int CombDepth = 4;
    private const int Neighbours = 7;

    private static readonly int[] Levels = [5, 15, 60, 240];
    private static readonly int[] Combs = [5, 10, 15, 20, 30, 60];

    private readonly FeatureSet _set;
    private readonly int _greatestHorizon;
    private readonly bool _knowsWeeks;
    private readonly SeriesAnchor _anchor;
    private readonly int _day;
    private readonly int _week;

    /// <summary>Initializes a new instance of the <see cref="FeatureExtractor"/> class.</summary>
    /// <param name="set">Which features.</param>
    /// <param name="binWidth">Width of a bin.</param>
    /// <param name="greatestHorizon">Bins further ahead than this look as far ahead as this.</param>
    /// <param name="knowsWeeks">Whether training saw enough weeks to tell a weekday from a date.</param>
    /// <param name="anchor">What lagged counts are relative to.</param>
    public FeatureExtractor(FeatureSet set, TimeSpan binWidth, int greatestHorizon, bool knowsWeeks, SeriesAnchor anchor)
    {
        _anchor = anchor;
        _set = set;
        _knowsWeeks = knowsWeeks || set == FeatureSet.Calendar;
        _greatestHorizon = greatestHorizon;
        _day = Math.Max(1, (int)Math.Round(TimeSpan.FromDays(1) / binWidth));
        _week = Math.Max(1, (int)Math.Round(TimeSpan.FromDays(7) / binWidth));
        Count = 6 + (set == FeatureSet.Calendar ? 0 : 6 + Recent + Levels.Length + 2 + (3 * Combs.Length) + (3 * 6));
    }

    /// <summary>Gets the number of features.</summary>
    public int Count { get; }

    /// <summary>Returns how many bins before the origin the features may ask for.</summary>
    /// <param name="horizon">How far ahead the forecast looks.</param>
    /// <returns>The number of bins.</returns>
    public int Reach(int horizon) => _set == FeatureSet.Calendar ? 0 : horizon + _week + (2 * _day) + Levels[^1];

    /// <summary>Computes the features of one forecast.</summary>
    /// <param name="series">The series; nothing at or after the origin is read.</param>
    /// <param name="origin">Number of bins that are known.</param>
    /// <param name="horizon">How many bins ahead; 1 is the bin right after the known ones.</param>
    /// <param name="target">Receives the features, [count].</param>
    public void Write(ScaledSeries series, int origin, int horizon, Span<float> target)
    {
        WriteCalendar(Calendar.StartOf(series.Series, origin + horizon - 1), target);
        target[4] = horizon == 1 ? 1 : 0;
        target[5] = MathF.Log(Math.Min(horizon, _greatestHorizon)) / 4;
        if (_set == FeatureSet.Calendar)
        {
            return;
        }

        float anchor = _anchor.OfInputs(series, origin);
        target[11] = anchor;
        Span<float> rest = WriteRecent(series, origin, anchor, target[12..]);
        foreach (int period in Combs)
        {
            rest = WriteComb(series, (origin, horizon), period, anchor, rest);
        }

        rest = WriteSeason(series, (origin, horizon), (_day, 0), anchor, rest);
        rest = WriteSeason(series, (origin, horizon), (_day, 1), anchor, rest);
        WriteSeason(series, (origin, horizon), (_week, 0), anchor, rest);
    }

    // Features 0 to 3, and 6 to 10 of the lagged set.
    private void WriteCalendar(DateTime time, Span<float> target)
    {
        double day = Calendar.DayShare(time);
        double week = Calendar.WeekShare(time);
        Calendar.Circle(day, target);
        Calendar.Circle(week, target[2..]);
        if (!_knowsWeeks)
        {
            target[2..4].Clear();
        }

        if (_set == FeatureSet.Lagged)
        {
            Calendar.Circle(2 * day, target[6..]);
            Calendar.Circle(24 * day, target[8..]);
            target[10] = _knowsWeeks && week >= 5.0 / 7 ? 1 : 0;
        }
    }

    private static Span<float> WriteRecent(ScaledSeries series, int origin, float anchor, Span<float> target)
    {
        for (int i = 0; i < Recent; i++)
        {
            target[i] = origin > i ? series[origin - 1 - i] - anchor : 0;
        }

        for (int i = 0; i < Levels.Length; i++)
        {
            target[Recent + i] = series.Mean(origin - Levels[i], origin) - anchor;
        }

        target[Recent + Levels.Length] = series.ZeroShare(origin - 15, origin);
        target[Recent + Levels.Length + 1] = series.ZeroShare(origin - 60, origin);
        return target[(Recent + Levels.Length + 2)..];
    }

    // Batches that start every few minutes: what happened at the same phase the last few times.
    private static Span<float> WriteComb(ScaledSeries series, (int Origin, int Horizon) at, int period, float anchor, Span<float> target)
    {
        int latest = SameMoment(at.Origin, at.Horizon, period);
        float sum = 0;
        int zeros = 0;
        int found = 0;
        for (int bin = latest; bin >= 0 && found < CombDepth; bin -= period, found++)
        {
            sum += series[bin];
            zeros += series.Series.Counts[bin] == 0 ? 1 : 0;
        }

        target[0] = found > 0 ? series[latest] - anchor : 0;
        target[1] = found > 0 ? (sum / found) - anchor : 0;
        target[2] = found > 0 ? (float)zeros / found : 0;
        return target[3..];
    }

    // The same moment of an earlier season, around it, and how the level was there when the day was as old as it is now.
    private static Span<float> WriteSeason(ScaledSeries series, (int Origin, int Horizon) at, (int Length, int Earlier) season, float anchor, Span<float> target)
    {
        (int origin, int horizon) = at;
        int bin = SameMoment(origin, horizon, season.Length) - (season.Length * season.Earlier);
        if (bin < Neighbours)
        {
            float level = series.Mean(origin - 60, origin) - anchor;
            target[..6].Fill(level);
            target[3] = series.ZeroShare(origin - 60, origin);
            target[5] = 0;
            return target[6..];
        }

        int end = Math.Min(origin, bin + Neighbours + 1);
        target[0] = series[bin] - anchor;
        target[1] = series.Mean(bin - Neighbours, end) - anchor;
        target[2] = series.Mean(bin, Math.Min(origin, bin + 3)) - anchor;
        target[3] = series.ZeroShare(bin - Neighbours, end);
        int then = Math.Max(1, bin - ((horizon - 1) % season.Length));
        target[4] = series.Mean(then - 60, then) - anchor;
        target[5] = 1;
        return target[6..];
    }

    // The latest known bin at a whole number of periods before the forecast bin.
    private static int SameMoment(int origin, int horizon, int period) =>
        origin + horizon - 1 - (period * ((horizon + period - 1) / period));
}
