namespace Aquatope.Forecasting;

/// <summary>A Poisson count whose rate is uncertain after a gamma distribution.</summary>
public sealed class NegativeBinomialDistribution : PredictiveDistribution
{
    private readonly double _shape;
    private readonly double _logSuccess;
    private readonly double _logFailure;

    /// <summary>Initializes a new instance of the <see cref="NegativeBinomialDistribution"/> class.</summary>
    /// <param name="shape">Shape r of the gamma distribution; positive.</param>
    /// <param name="mean">Mean of the count; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
    public NegativeBinomialDistribution(double shape, double mean)
    {
        if (shape is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "The shape must be positive and finite.");
        }

        if (mean is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean must be positive and finite.");
        }

        _shape = shape;
        Mean = mean;
        _logSuccess = Math.Log(shape / (shape + mean));
        _logFailure = Math.Log(mean / (shape + mean));
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance => Mean + (Mean * Mean / _shape);

    /// <inheritdoc/>
    public override double Cdf(double value) =>
        value < 0 ? 0 : SpecialFunctions.RegularizedBeta(_shape / (_shape + Mean), _shape, Math.Floor(value) + 1);

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        CheckProbability(probability);

        return Search(probability, -1, Math.Ceiling(Mean)).Value;
    }

    /// <inheritdoc/>
    public override void Quantiles(ReadOnlySpan<double> probabilities, Span<double> quantiles)
    {
        CheckLengths(probabilities, quantiles);
        (double Value, double Cdf) found = (-1, 0);
        for (int i = 0; i < probabilities.Length; i++)
        {
            CheckProbability(probabilities[i]);

            // A greater probability has no lesser quantile, and often the same.
            if (found.Cdf < probabilities[i])
            {
                found = Search(probabilities[i], found.Value, i == 0 ? Math.Ceiling(Mean) : found.Value + 1);
            }

            quantiles[i] = found.Value;
        }
    }

    // A bracket by doubling, then bisection over whole numbers. The first one is too low.
    private (double Value, double Cdf) Search(double probability, double low, double high)
    {
        double begin = low;
        double cdf = Cdf(high);
        while (cdf < probability)
        {
            low = high;
            high = begin + (2 * (high - begin));
            cdf = Cdf(high);
        }

        while (high - low > 1)
        {
            double middle = Math.Floor((low + high) / 2);
            double atMost = Cdf(middle);
            if (atMost < probability)
            {
                low = middle;
            }
            else
            {
                (high, cdf) = (middle, atMost);
            }
        }

        return (high, cdf);
    }

    /// <summary>Returns the log probability of one count.</summary>
    /// <param name="count">The count; a fraction is valued by continuation.</param>
    /// <returns>The log probability.</returns>
    public double LogProbability(double count) =>
        SpecialFunctions.LogGamma(count + _shape) - SpecialFunctions.LogGamma(_shape) - SpecialFunctions.LogGamma(count + 1)
        + (_shape * _logSuccess) + (count * _logFailure);

    /// <inheritdoc/>
    public override double RankedProbabilityScore(double outcome)
    {
        const double Tail = 1e-6;
        const double MaxSteps = 100_000;
        double low = Math.Min(Quantile(Tail), Math.Floor(outcome));
        double high = Math.Max(Quantile(1 - Tail), Math.Ceiling(outcome));
        if (high - low > MaxSteps)
        {
            return base.RankedProbabilityScore(outcome);
        }

        // Each probability follows from the one before it, which costs far less than the distribution function.
        double ratio = Math.Exp(_logFailure);
        double probability = Math.Exp(LogProbability(low));
        double below = Cdf(low - 1);
        double score = 0;
        for (double x = low; x < high; x++)
        {
            below += probability;
            score += RankedScore.OfStep(Math.Min(1, below), x, x + 1, outcome);
            probability *= (x + _shape) / (x + 1) * ratio;
        }

        return score;
    }
}
