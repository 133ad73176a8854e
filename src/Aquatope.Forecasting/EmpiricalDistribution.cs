namespace Aquatope.Forecasting;

/// <summary>A distribution that gives equal weight to a number of values.</summary>
public sealed class EmpiricalDistribution : PredictiveDistribution
{
    private readonly double[] _sorted;

    /// <summary>Initializes a new instance of the <see cref="EmpiricalDistribution"/> class.</summary>
    /// <param name="values">The values; at least one, all finite. A single value is a certain forecast.</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public EmpiricalDistribution(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _sorted = [.. values];
        if (_sorted.Length == 0 || !_sorted.All(double.IsFinite))
        {
            throw new ArgumentException("At least one value is needed, and every value must be finite.", nameof(values));
        }

        Array.Sort(_sorted);
        Mean = _sorted.Average();
        Variance = _sorted.Sum(value => (value - Mean) * (value - Mean)) / _sorted.Length;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Cdf(double value)
    {
        int below = Array.FindLastIndex(_sorted, item => item <= value) + 1;
        return (double)below / _sorted.Length;
    }

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        CheckProbability(probability);
        return _sorted[Math.Clamp((int)Math.Ceiling((probability * _sorted.Length) - 1e-9) - 1, 0, _sorted.Length - 1)];
    }
}
