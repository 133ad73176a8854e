using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>A normal belief about a count, which cannot be negative and may have to be whole.</summary>
/// <remarks>
/// What models of real numbers believe of counts: everything below zero counts as zero, and whole counts are what the
/// normal variable rounds to (the correction for continuity), halves down.
/// </remarks>
public sealed class NormalCountDistribution : PredictiveDistribution
{
    // Beyond this spread the sums over whole numbers agree with the integrals to less than one part in 10⁵.
    private const double WideSpread = 200;
    private const double Reach = 9;

    private readonly double _location;
    private readonly double _spread;
    private readonly bool _whole;
    private readonly Lazy<(double Mean, double Variance)> _moments;

    /// <summary>Initializes a new instance of the <see cref="NormalCountDistribution"/> class.</summary>
    /// <param name="location">Mean of the normal variable; finite, may be negative.</param>
    /// <param name="spread">Its standard deviation; positive and finite.</param>
    /// <param name="whole">Whether the count is a whole number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public NormalCountDistribution(double location, double spread, bool whole)
    {
        if (!double.IsFinite(location))
        {
            throw new ArgumentOutOfRangeException(nameof(location), location, "The location must be finite.");
        }

        if (spread is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(spread), spread, "The spread must be positive and finite.");
        }

        _location = location;
        _spread = spread;
        _whole = whole;
        _moments = new Lazy<(double, double)>(whole && spread < WideSpread ? SummedMoments : ClippedMoments);
    }

    /// <inheritdoc/>
    public override double Mean => _moments.Value.Mean;

    /// <inheritdoc/>
    public override double Variance => _moments.Value.Variance;

    /// <inheritdoc/>
    public override double Cdf(double value) =>
        value < 0 ? 0 : NormalDistribution.Cdf(Standardised(_whole ? Math.Floor(value) + 0.5 : value));

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        CheckProbability(probability);
        double value = _location + (_spread * NormalDistribution.Quantile(probability));
        return Math.Max(0, _whole ? Math.Ceiling(value - 0.5) : value);
    }

    /// <inheritdoc/>
    /// <remarks>Where the count is no whole number: the closed form for a normal variable left-censored at zero, by parts.</remarks>
    public override double RankedProbabilityScore(double outcome)
    {
        if (_whole)
        {
            return base.RankedProbabilityScore(outcome);
        }

        // ∫ over [0, y] of F², and over [y, ∞) of (1 - F)², where nothing lies below zero.
        double y = Math.Max(0, outcome);
        double squares = SquareIntegral(Standardised(y)) - SquareIntegral(Standardised(0));
        double complements = SquareIntegral(-Standardised(y));
        return (_spread * (squares + complements)) + (y - outcome);
    }

    // ∫ from -∞ to z of Φ², since d/dz [z Φ² + 2 φ Φ] = Φ² + 2 φ² and ∫ 2 φ² = Φ(√2 z) / √π.
    private static double SquareIntegral(double z)
    {
        double cdf = NormalDistribution.Cdf(z);
        return (z * cdf * cdf) + (2 * NormalDistribution.Density(z) * cdf)
            - (NormalDistribution.Cdf(Math.Sqrt(2) * z) / Math.Sqrt(Math.PI));
    }

    private double Standardised(double value) => (value - _location) / _spread;

    private (double Mean, double Variance) ClippedMoments()
    {
        double z = _location / _spread;
        double mean = _spread * NormalDistribution.ImprovementFactor(z);
        double square = (((_location * _location) + (_spread * _spread)) * NormalDistribution.Cdf(z))
            + (_location * _spread * NormalDistribution.Density(z));
        double rounding = _whole ? 1.0 / 12 : 0;
        return (mean, Math.Max(0, square - (mean * mean)) + rounding);
    }

    // E[X] = Σ P(X > k), E[X²] = Σ (2k + 1) P(X > k).
    private (double Mean, double Variance) SummedMoments()
    {
        double first = Math.Max(0, Math.Floor(_location - (Reach * _spread)));
        double last = Math.Max(0, Math.Ceiling(_location + (Reach * _spread)));
        double mean = first;
        double square = first * first;
        for (double k = first; k <= last; k++)
        {
            double above = NormalDistribution.Cdf(-Standardised(k + 0.5));
            mean += above;
            square += ((2 * k) + 1) * above;
        }

        return (mean, Math.Max(0, square - (mean * mean)));
    }
}
