namespace Aquatope.Forecasting;

/// <summary>A distribution of whole counts, known by its distribution function at some of them.</summary>
/// <remarks>Between two known counts every count is equally likely.</remarks>
public sealed class CountGridDistribution : PredictiveDistribution
{
    private readonly double[] _counts;
    private readonly double[] _cdf;
    private readonly double _unit;

    /// <summary>Initializes a new instance of the <see cref="CountGridDistribution"/> class.</summary>
    /// <param name="counts">Whole numbers of units, [n]: not negative, ascending, at least one.</param>
    /// <param name="cdf">Probabilities of at most so many, [n]: ascending; the last is taken as one.</param>
    /// <param name="unit">Width of one whole count. Default: 1.</param>
    /// <exception cref="ArgumentException">The numbers do not ascend, or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not positive.</exception>
    public CountGridDistribution(IReadOnlyList<double> counts, IReadOnlyList<double> cdf, double unit = 1)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(cdf);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unit);
        if (counts.Count == 0 || counts.Count != cdf.Count)
        {
            throw new ArgumentException($"{counts.Count} counts and {cdf.Count} probabilities were given; at least one of each, and as many, are needed.", nameof(cdf));
        }

        _counts = [.. counts];
        _cdf = [.. cdf];
        _cdf[^1] = 1;
        _unit = unit;
        for (int i = 0; i < _counts.Length; i++)
        {
            bool ascends = i == 0 ? _counts[0] >= 0 && _cdf[0] >= 0 : _counts[i] > _counts[i - 1] && _cdf[i] >= _cdf[i - 1];
            if (!ascends || !double.IsFinite(_counts[i]) || _counts[i] != Math.Floor(_counts[i]))
            {
                throw new ArgumentException($"Knot {i} (count {_counts[i]}, probability {_cdf[i]}) is not a whole count above the one before with a probability at least as great.", nameof(counts));
            }
        }

        (Mean, Variance) = Moments();
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    protected override double Spacing => _unit;

    /// <inheritdoc/>
    public override double Cdf(double value)
    {
        double count = Math.Floor((value / _unit) + 1e-9);
        int upper = Array.BinarySearch(_counts, count);
        if (upper >= 0)
        {
            return _cdf[upper];
        }

        upper = ~upper;
        if (upper == 0)
        {
            return 0;
        }

        if (upper == _counts.Length)
        {
            return 1;
        }

        double share = (count - _counts[upper - 1]) / (_counts[upper] - _counts[upper - 1]);
        return _cdf[upper - 1] + (share * (_cdf[upper] - _cdf[upper - 1]));
    }

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        CheckProbability(probability);
        int upper = Array.FindIndex(_cdf, value => value >= probability);
        if (upper == 0)
        {
            return _counts[0] * _unit;
        }

        double share = (probability - _cdf[upper - 1]) / (_cdf[upper] - _cdf[upper - 1]);
        double width = _counts[upper] - _counts[upper - 1];
        return _unit * (_counts[upper - 1] + Math.Clamp(Math.Ceiling((share * width) - 1e-9), 1, width));
    }

    private (double Mean, double Variance) Moments()
    {
        double mean = _cdf[0] * _counts[0];
        double square = _cdf[0] * _counts[0] * _counts[0];
        for (int i = 1; i < _counts.Length; i++)
        {
            double mass = _cdf[i] - _cdf[i - 1];
            double width = _counts[i] - _counts[i - 1];
            double middle = (_counts[i - 1] + 1 + _counts[i]) / 2;
            mean += mass * middle;
            square += mass * ((middle * middle) + (((width * width) - 1) / 12));
        }

        return (_unit * mean, _unit * _unit * Math.Max(0, square - (mean * mean)));
    }
}
