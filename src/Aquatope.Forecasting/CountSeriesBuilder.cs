namespace Aquatope.Forecasting;

/// <summary>Grows a series bin by bin, without copying it each time; what it returned before does not change.</summary>
/// <threadsafety>Not thread-safe; the series that it returns are.</threadsafety>
public sealed class CountSeriesBuilder
{
    private const int LeastCapacity = 16;

    // Bins that a series may show are never written again: there is only appending, and a new array where there is no room.
    private double[] _counts = new double[LeastCapacity];
    private int _first;
    private int _end;

    /// <summary>Initializes a new instance of the <see cref="CountSeriesBuilder"/> class, without any bin.</summary>
    /// <param name="start">Start of the first bin.</param>
    /// <param name="binWidth">Width of every bin; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="binWidth"/> is not positive.</exception>
    public CountSeriesBuilder(DateTimeOffset start, TimeSpan binWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(binWidth, TimeSpan.Zero);
        (Start, BinWidth) = (start, binWidth);
    }

    /// <summary>Gets the start of the oldest bin.</summary>
    public DateTimeOffset Start { get; private set; }

    /// <summary>Gets the width of every bin.</summary>
    public TimeSpan BinWidth { get; }

    /// <summary>Gets the number of bins.</summary>
    public int Length => _end - _first;

    /// <summary>Adds the bin after the latest.</summary>
    /// <param name="count">Its count; finite and not negative, not necessarily whole.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or not finite.</exception>
    public void Add(double count)
    {
        if (count is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "A count must be finite and not negative.");
        }

        if (_end == _counts.Length)
        {
            var larger = new double[Math.Max(LeastCapacity, 2 * Length)];
            _counts.AsSpan(_first, Length).CopyTo(larger);
            (_counts, _first, _end) = (larger, 0, Length);
        }

        _counts[_end++] = count;
    }

    /// <summary>Forgets the oldest bins, if there are more than a number.</summary>
    /// <param name="bins">How many are kept; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is negative.</exception>
    public void KeepLatest(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bins);
        int excess = Math.Max(0, Length - bins);
        _first += excess;
        Start += excess * BinWidth;
    }

    /// <summary>Returns the series as it is now.</summary>
    /// <returns>The series, which does not change.</returns>
    public CountSeries ToSeries() => new(_counts.AsMemory(_first, Length), Start, BinWidth);
}
