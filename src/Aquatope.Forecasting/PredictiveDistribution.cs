namespace Aquatope.Forecasting;

/// <summary>What is believed of one future count.</summary>
/// <threadsafety>Implementations are immutable.</threadsafety>
public abstract class PredictiveDistribution
{
    /// <summary>Gets the mean.</summary>
    public abstract double Mean { get; }

    /// <summary>Gets the variance.</summary>
    public abstract double Variance { get; }

    /// <summary>Gets the distance between neighbouring values. Default: 1, for whole counts.</summary>
    protected virtual double Spacing => 1;

    /// <summary>Returns the probability of less than a value that can happen.</summary>
    /// <param name="value">The value.</param>
    internal double Below(double value) => Cdf(value - Spacing);

    /// <summary>Returns the probability of a value of at most <paramref name="value"/>.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>A probability.</returns>
    public abstract double Cdf(double value);

    /// <summary>Returns the least value that the count does not exceed with a probability.</summary>
    /// <param name="probability">The probability, in (0, 1).</param>
    /// <returns>The quantile; whole for distributions of whole counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in (0, 1).</exception>
    public abstract double Quantile(double probability);

    /// <summary>Finds several quantiles, which may cost less than one by one.</summary>
    /// <param name="probabilities">The probabilities, each in (0, 1), ascending.</param>
    /// <param name="quantiles">Receives what <see cref="Quantile"/> returns for each; as long as <paramref name="probabilities"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public virtual void Quantiles(ReadOnlySpan<double> probabilities, Span<double> quantiles)
    {
        CheckLengths(probabilities, quantiles);
        for (int i = 0; i < probabilities.Length; i++)
        {
            quantiles[i] = Quantile(probabilities[i]);
        }
    }

    /// <summary>Scores the belief against what happened: the continuous ranked probability score, less being better.</summary>
    /// <param name="outcome">The count that happened; finite.</param>
    /// <returns>∫ (F(x) - 1{x ≥ outcome})² dx, in counts; |x - outcome| where the belief is certain of x.</returns>
    /// <remarks>
    /// Gneiting and Raftery (2007), equation 20. This one is exact where F changes at multiples of <see cref="Spacing"/> only: it
    /// sums over them, between the quantiles of 10⁻⁶ and 1 - 10⁻⁶, and in steps of several where these are more than 4,096
    /// apart. Distributions with other values override it.
    /// </remarks>
    public virtual double RankedProbabilityScore(double outcome)
    {
        const double Tail = 1e-6;
        const double MaxSteps = 4096;
        double low = Math.Floor(Math.Min(Quantile(Tail), outcome) / Spacing);
        double high = Math.Ceiling(Math.Max(Quantile(1 - Tail), outcome) / Spacing);
        double stride = Math.Max(1, Math.Ceiling((high - low) / MaxSteps));
        double score = 0;
        for (double x = low; x < high; x += stride)
        {
            score += RankedScore.OfStep(Cdf(x * Spacing), x * Spacing, (x + stride) * Spacing, outcome);
        }

        return score;
    }

    /// <summary>Throws unless there is room for as many quantiles as there are probabilities.</summary>
    /// <param name="probabilities">The probabilities.</param>
    /// <param name="quantiles">Where the quantiles are to be.</param>
    protected static void CheckLengths(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> quantiles)
    {
        if (probabilities.Length != quantiles.Length)
        {
            throw new ArgumentException($"There are {probabilities.Length} probabilities and room for {quantiles.Length} quantiles.", nameof(quantiles));
        }
    }

    /// <summary>Throws unless a probability lies strictly between zero and one.</summary>
    /// <param name="probability">The probability.</param>
    protected static void CheckProbability(double probability)
    {
        if (probability is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability must lie strictly between 0 and 1.");
        }
    }
}
