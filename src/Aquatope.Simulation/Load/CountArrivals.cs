using Aquatope.Forecasting;
using Aquatope.Inference;

namespace Aquatope.Simulation;

/// <summary>Arrivals of which the count per interval is known.</summary>
/// <remarks>
/// The simulation begins with the first bin. Uniform points are drawn in ascending order, each from the distribution of the
/// least of those left, so that no interval's calls are ever held in memory. A count that is not whole is rounded up with the
/// probability of its fraction.
/// </remarks>
public sealed class CountArrivals : IArrivals
{
    private readonly CountSeries _counts;
    private readonly CallPlacement _placement;
    private readonly SeededRandom _random;
    private int _bin = -1;
    private double _at;
    private long _left;
    private long _of;

    /// <summary>Initializes a new instance of the <see cref="CountArrivals"/> class.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="placement">Where calls lie in an interval.</param>
    /// <param name="random">Where chance comes from: a stream of its own.</param>
    public CountArrivals(CountSeries counts, CallPlacement placement, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(random);
        _counts = counts;
        _placement = placement;
        _random = random;
    }

    /// <inheritdoc/>
    public bool TryNext(out long ticks)
    {
        double position;
        while (!TryNextInBin(out position))
        {
            if (_bin + 1 >= _counts.Length)
            {
                ticks = long.MaxValue;
                return false;
            }

            EnterBin();
        }

        long width = _counts.BinWidth.Ticks;
        ticks = (_bin * width) + Math.Min(width - 1, (long)(position * width));
        return true;
    }

    private void EnterBin()
    {
        _bin++;
        _at = 0;
        double count = _counts.Counts[_bin];
        double whole = Math.Floor(count);
        bool rounds = _placement != CallPlacement.Poisson && count > whole;
        _left = (long)whole + (rounds && _random.NextDouble() < count - whole ? 1 : 0);
        _of = _left;
    }

    // The position in the bin, from 0 to 1.
    private bool TryNextInBin(out double position)
    {
        position = 0;
        if (_bin < 0)
        {
            return false;
        }

        if (_placement == CallPlacement.Poisson)
        {
            double rate = _counts.Counts[_bin];
            _at = rate > 0 ? _at - (Math.Log(1 - _random.NextDouble()) / rate) : 1;
            position = _at;
            return _at < 1;
        }

        if (_left == 0)
        {
            return false;
        }

        position = _placement == CallPlacement.Even
            ? (_of - _left + 0.5) / _of
            : _at + ((1 - _at) * (1 - Math.Pow(1 - _random.NextDouble(), 1.0 / _left)));
        _at = position;
        _left--;
        return true;
    }
}
