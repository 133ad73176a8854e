using Aquatope.Forecasting;

namespace Aquatope.Workflows;

/// <summary>Counts of the latest intervals, which begin at multiples of their width; older ones are forgotten.</summary>
/// <param name="width">Width of an interval; positive.</param>
/// <param name="capacity">How many intervals are remembered; positive.</param>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class CountHistory(TimeSpan width, int capacity)
{
    private readonly int[] _counts = new int[capacity];
    private long _first;
    private long _end;

    /// <summary>Gets the start of the oldest interval that is remembered.</summary>
    public DateTimeOffset Start => new(_first * width.Ticks, TimeSpan.Zero);

    /// <summary>Begins, unless it has begun: intervals from this moment on were watched, whether anything happens in them or not.</summary>
    /// <param name="since">The moment.</param>
    public void Begin(DateTimeOffset since)
    {
        if (_end == 0)
        {
            _first = _end = IndexOf(since);
        }
    }

    /// <summary>Counts one event. One before the beginning, or in what is forgotten, is passed over.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="events">How many events; positive. Default: one.</param>
    public void Add(DateTimeOffset at, int events = 1)
    {
        long index = IndexOf(at);
        if (index >= _first)
        {
            Extend(index + 1);
            _counts[index % capacity] += events;
        }
    }

    /// <summary>Goes on from what was remembered before a restart.</summary>
    /// <param name="start">The start of the first interval.</param>
    /// <param name="counts">The counts, oldest first.</param>
    public void Restore(DateTimeOffset start, IReadOnlyList<int> counts)
    {
        _first = _end = IndexOf(start);
        foreach (int count in counts)
        {
            Extend(_end + 1);
            _counts[(_end - 1) % capacity] = count;
        }
    }

    /// <summary>Returns all that is remembered, the interval that is not over among them.</summary>
    /// <returns>The counts, oldest first.</returns>
    public int[] ToArray()
    {
        var counts = new int[_end - _first];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = _counts[(_first + i) % capacity];
        }

        return counts;
    }

    /// <summary>Returns the intervals that are over.</summary>
    /// <param name="now">Now.</param>
    /// <returns>The counts; empty before the first interval is over.</returns>
    public CountSeries Until(DateTimeOffset now)
    {
        long end = IndexOf(now);
        Extend(end);
        var counts = new double[Math.Max(0, end - _first)];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = _counts[(_first + i) % capacity];
        }

        return new CountSeries(Start, width, counts);
    }

    private long IndexOf(DateTimeOffset at) => at.UtcTicks / width.Ticks;

    private void Extend(long end)
    {
        for (; _end < end; _end++)
        {
            _counts[_end % capacity] = 0;
            _first = Math.Max(_first, _end + 1 - capacity);
        }
    }
}
