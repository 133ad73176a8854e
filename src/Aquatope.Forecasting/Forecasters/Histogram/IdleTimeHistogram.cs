namespace Aquatope.Forecasting;

/// <summary>Counts idle times by length.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class IdleTimeHistogram
{
    private readonly TimeSpan _width;
    private readonly int[] _counts;
    private double _squares;

    /// <summary>Initializes a new instance of the <see cref="IdleTimeHistogram"/> class.</summary>
    /// <param name="range">What is as long is out of bounds.</param>
    /// <param name="width">Width of a bin.</param>
    public IdleTimeHistogram(TimeSpan range, TimeSpan width)
    {
        _width = width;
        _counts = new int[(int)Math.Ceiling(range / width)];
    }

    /// <summary>Gets the number of idle times within the range.</summary>
    public int InBounds { get; private set; }

    /// <summary>Gets the number of longer ones.</summary>
    public int OutOfBounds { get; private set; }

    /// <summary>Gets the coefficient of variation of the bins' counts: great where few lengths are typical; zero without any.</summary>
    public double Variation
    {
        get
        {
            double mean = (double)InBounds / _counts.Length;
            return mean > 0 ? Math.Sqrt(Math.Max(0, (_squares / _counts.Length) - (mean * mean))) / mean : 0;
        }
    }

    /// <summary>Counts an idle time.</summary>
    /// <param name="idle">The time; not negative.</param>
    public void Add(TimeSpan idle)
    {
        long bin = idle.Ticks / _width.Ticks;
        if (bin >= _counts.Length)
        {
            OutOfBounds++;
            return;
        }

        _squares += (2 * _counts[bin]) + 1;
        _counts[bin]++;
        InBounds++;
    }

    /// <summary>Returns the bin in which a percentile of the idle times within the range lies.</summary>
    /// <param name="share">The percentile, as a share.</param>
    /// <returns>The bin's two ends.</returns>
    public (TimeSpan Start, TimeSpan End) BinOf(double share)
    {
        double wanted = share * InBounds;
        int sum = 0;
        int bin = -1;
        do
        {
            sum += _counts[++bin];
        }
        while (sum < wanted - 1e-9 && bin + 1 < _counts.Length);

        return (bin * _width, (bin + 1) * _width);
    }
}
