using MathNet.Numerics.Distributions;

namespace Aquatope.Inference;

/// <summary>The beta distribution: what is believed of a probability after so many successes and failures.</summary>
public static class BetaDistribution
{
    /// <summary>Returns the value below which a share of the distribution lies.</summary>
    /// <param name="p">The share, in [0, 1].</param>
    /// <param name="successes">The first parameter; positive.</param>
    /// <param name="failures">The second parameter; positive.</param>
    /// <returns>The quantile, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not in [0, 1], or a parameter is not positive and finite.</exception>
    public static double Quantile(double p, double successes, double failures)
    {
        if (p is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability must lie between 0 and 1.");
        }

        Check(successes, nameof(successes));
        Check(failures, nameof(failures));
        return p is 0 or 1 ? p : Beta.InvCDF(successes, failures, p);
    }

    private static void Check(double value, string name)
    {
        if (value is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, value, "A parameter of the beta distribution must be positive and finite.");
        }
    }
}
