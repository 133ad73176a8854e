namespace Aquatope.Simulation;

/// <summary>Times of which a few percentiles are known; drawn by inversion of the straight lines between them.</summary>
internal sealed class PercentileTime : TimeDistribution
{
    private readonly double[] _shares;
    private readonly double[] _milliseconds;

    public PercentileTime(IReadOnlyList<double> percentiles, IReadOnlyList<double> milliseconds)
    {
        ArgumentNullException.ThrowIfNull(percentiles);
        ArgumentNullException.ThrowIfNull(milliseconds);
        if (percentiles.Count != milliseconds.Count || percentiles.Count < 2 || percentiles[0] != 0 || percentiles[^1] != 100 || !Ascends(percentiles))
        {
            throw new ArgumentException("Percentiles must ascend from 0 to 100, with one time for each.", nameof(percentiles));
        }

        if (!Ascends(milliseconds) || !(milliseconds[0] >= 0) || !double.IsFinite(milliseconds[^1]))
        {
            throw new ArgumentException("The times at the percentiles must ascend, be finite and not negative.", nameof(milliseconds));
        }

        _shares = [.. percentiles.Select(percentile => percentile / 100)];
        _milliseconds = [.. milliseconds];
        for (int i = 1; i < _shares.Length; i++)
        {
            MeanMs += (_shares[i] - _shares[i - 1]) * (_milliseconds[i] + _milliseconds[i - 1]) / 2;
        }
    }

    /// <inheritdoc/>
    public override double MeanMs { get; }

    /// <inheritdoc/>
    public override double DrawMs(ref CallChance chance)
    {
        double share = chance.NextDouble();
        int above = 1;
        while (_shares[above] < share)
        {
            above++;
        }

        double width = _shares[above] - _shares[above - 1];
        double part = width > 0 ? (share - _shares[above - 1]) / width : 1;
        return _milliseconds[above - 1] + (part * (_milliseconds[above] - _milliseconds[above - 1]));
    }

    private static bool Ascends(IReadOnlyList<double> values)
    {
        for (int i = 1; i < values.Count; i++)
        {
            if (!(values[i] >= values[i - 1]))
            {
                return false;
            }
        }

        return true;
    }
}
