using System.Runtime.InteropServices;

namespace Aquatope.Forecasting;

/// <summary>Counts of events in consecutive intervals of equal width.</summary>
/// <threadsafety>Safe for concurrent reading.</threadsafety>
public sealed class CountSeries
{
    private readonly ReadOnlyMemory<double> _counts;

    /// <summary>Initializes a new instance of the <see cref="CountSeries"/> class.</summary>
    /// <param name="start">Start of the first bin.</param>
    /// <param name="binWidth">Width of every bin; positive.</param>
    /// <param name="counts">Count per bin, oldest first; finite and not negative, not necessarily whole. May be empty.</param>
    /// <exception cref="ArgumentException">A count is negative or not finite; the message names its bin.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="binWidth"/> is not positive.</exception>
    public CountSeries(DateTimeOffset start, TimeSpan binWidth, IReadOnlyList<double> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(binWidth, TimeSpan.Zero);
        double[] copy = [.. counts];
        for (int i = 0; i < copy.Length; i++)
        {
            if (!double.IsFinite(copy[i]) || copy[i] < 0)
            {
                throw new ArgumentException($"Bin {i} (of {start + (i * binWidth):O}) holds {copy[i]}; a count must be finite and not negative.", nameof(counts));
            }
        }

        _counts = copy;
        Start = start;
        BinWidth = binWidth;
    }

    /// <summary>Initializes a new instance of the <see cref="CountSeries"/> class over counts that are sound and do not change.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="start">Start of the first bin.</param>
    /// <param name="binWidth">Width of every bin.</param>
    internal CountSeries(ReadOnlyMemory<double> counts, DateTimeOffset start, TimeSpan binWidth)
    {
        _counts = counts;
        Start = start;
        BinWidth = binWidth;
    }

    /// <summary>Gets the start of the first bin.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Gets the width of every bin.</summary>
    public TimeSpan BinWidth { get; }

    /// <summary>Gets the number of bins.</summary>
    public int Length => _counts.Length;

    /// <summary>Gets the end of the last bin, where a forecast begins.</summary>
    public DateTimeOffset End => Start + (Length * BinWidth);

    /// <summary>Gets the counts, oldest first, [length].</summary>
    public ReadOnlySpan<double> Counts => _counts.Span;

    /// <summary>Gets what a series and its prefixes have in common: their memory.</summary>
    internal object? Source => MemoryMarshal.TryGetArray(_counts, out ArraySegment<double> segment) ? segment.Array : null;

    /// <summary>Returns the first bins, without copying them.</summary>
    /// <param name="length">How many; from 0 to <see cref="Length"/>.</param>
    /// <returns>The series up to there.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or more than there are.</exception>
    public CountSeries Prefix(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        return new CountSeries(_counts[..length], Start, BinWidth);
    }

    /// <summary>Counts instants into bins.</summary>
    /// <param name="start">Start of the first bin.</param>
    /// <param name="binWidth">Width of every bin; positive.</param>
    /// <param name="bins">Number of bins; not negative.</param>
    /// <param name="instants">The instants; those outside the bins are passed over.</param>
    /// <returns>The series.</returns>
    public static CountSeries OfInstants(DateTimeOffset start, TimeSpan binWidth, int bins, IEnumerable<DateTimeOffset> instants)
    {
        ArgumentNullException.ThrowIfNull(instants);
        ArgumentOutOfRangeException.ThrowIfNegative(bins);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(binWidth, TimeSpan.Zero);
        var counts = new double[bins];
        foreach (DateTimeOffset instant in instants)
        {
            long ticks = (instant - start).Ticks;
            long bin = ticks < 0 ? -1 : ticks / binWidth.Ticks;
            if (bin >= 0 && bin < bins)
            {
                counts[bin]++;
            }
        }

        return new CountSeries(start, binWidth, counts);
    }
}
