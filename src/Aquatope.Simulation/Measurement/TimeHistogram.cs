using System.Numerics;

namespace Aquatope.Simulation;

/// <summary>Counts times in bins whose width grows with the time, so that any number of them takes the same memory.</summary>
/// <remarks>
/// Each power of two of ticks has 128 bins of equal width, as in Tene's HdrHistogram. A quantile is given as the middle of its bin, and
/// is wrong by less than 1/256 (0.4 %); below 128 ticks (12.8 microseconds), and where all times are equal, not at all. Extremes and mean are exact.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class TimeHistogram
{
    private const int Bits = 7;
    private const int BinsPerOctave = 1 << Bits;
    private long[] _bins = [];
    private UInt128 _sum;

    /// <summary>Gets how many times were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Gets the least time; <see cref="TimeSpan.Zero"/> where there is none.</summary>
    public TimeSpan Minimum => Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(LeastTicks);

    /// <summary>Gets the greatest time; <see cref="TimeSpan.Zero"/> where there is none.</summary>
    public TimeSpan Maximum => TimeSpan.FromTicks(GreatestTicks);

    /// <summary>Gets the mean; <see cref="TimeSpan.Zero"/> where there is none.</summary>
    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(_sum / (ulong)Count));

    private long LeastTicks { get; set; } = long.MaxValue;

    private long GreatestTicks { get; set; }

    /// <summary>Counts one time.</summary>
    /// <param name="ticks">The time, in ticks of 100 nanoseconds; not negative.</param>
    public void Add(long ticks)
    {
        int bin = BinOf(ticks);
        if (bin >= _bins.Length)
        {
            Array.Resize(ref _bins, Math.Max(bin + 1, 2 * _bins.Length));
        }

        _bins[bin]++;
        Count++;
        _sum += (ulong)ticks;
        LeastTicks = Math.Min(LeastTicks, ticks);
        GreatestTicks = Math.Max(GreatestTicks, ticks);
    }

    /// <summary>Adds what another histogram counted.</summary>
    /// <param name="other">The other.</param>
    public void Add(TimeHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._bins.Length > _bins.Length)
        {
            Array.Resize(ref _bins, other._bins.Length);
        }

        for (int bin = 0; bin < other._bins.Length; bin++)
        {
            _bins[bin] += other._bins[bin];
        }

        Count += other.Count;
        _sum += other._sum;
        LeastTicks = Math.Min(LeastTicks, other.LeastTicks);
        GreatestTicks = Math.Max(GreatestTicks, other.GreatestTicks);
    }

    /// <summary>Returns the least time that a share of all does not exceed.</summary>
    /// <param name="share">The share, in [0, 1].</param>
    /// <returns>The time; <see cref="TimeSpan.Zero"/> where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not in [0, 1].</exception>
    public TimeSpan Quantile(double share)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share must lie between 0 and 1.");
        }

        if (Count == 0)
        {
            return TimeSpan.Zero;
        }

        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        int bin = 0;
        for (long below = _bins[0]; below < rank; below += _bins[bin])
        {
            bin++;
        }

        (long start, long width) = Bounds(bin);
        return TimeSpan.FromTicks(Math.Clamp(start + ((width - 1) / 2), LeastTicks, GreatestTicks));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_bins);
        (Count, _sum, LeastTicks, GreatestTicks) = (0, 0, long.MaxValue, 0);
    }

    private static int BinOf(long ticks)
    {
        if (ticks < BinsPerOctave)
        {
            return (int)ticks;
        }

        int shift = BitOperations.Log2((ulong)ticks) - Bits;
        return (shift << Bits) + (int)(ticks >> shift);
    }

    private static (long Start, long Width) Bounds(int bin)
    {
        int shift = Math.Max(0, (bin >> Bits) - 1);
        long mantissa = bin - (shift << Bits);
        return (mantissa << shift, 1L << shift);
    }
}
