namespace Aquatope.Forecasting;

/// <summary>What is believed of one future count.</summary>
/// <threadsafety>Implementations are immutable.</threadsafety>
public abstract class PredictiveDistribution
{
    /// <summary>Gets the mean.</summary>
    public abstract double Mean { get; }

    /// <summary>Gets the variance.</summary>
    public abstract double Variance { get; }

    /// <summary>Returns the probability of a value of at most <paramref name="value"/>.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>A probability.</returns>
    public abstract double Cdf(double value);

    /// <summary>Returns the least value that the count does not exceed with a probability.</summary>
    /// <param name="probability">The probability, in (0, 1).</param>
    /// <returns>The quantile; whole for distributions of whole counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in (0, 1).</exception>
    public abstract double Quantile(double probability);

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
