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
        int low = 0;
        int high = _sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_sorted[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (double)low / _sorted.Length;
    }

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        CheckProbability(probability);
        return _sorted[Math.Clamp((int)Math.Ceiling((probability * _sorted.Length) - 1e-9) - 1, 0, _sorted.Length - 1)];
    }

    /// <inheritdoc/>
    public override double RankedProbabilityScore(double outcome)
    {
        double score = Math.Max(0, _sorted[0] - outcome) + Math.Max(0, outcome - _sorted[^1]);
        for (int i = 1; i < _sorted.Length; i++)
        {
            score += RankedScore.OfStep((double)i / _sorted.Length, _sorted[i - 1], _sorted[i], outcome);
        }

        return score;
    }
}
