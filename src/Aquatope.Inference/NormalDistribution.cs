using MathNet.Numerics;

namespace Aquatope.Inference;

/// <summary>The standard normal distribution, and the function that expected improvement is made of, far into the tails.</summary>
public static class NormalDistribution
{
    private const double InverseSqrtTwoPi = 0.39894228040143267794;
    private const double LogSqrtTwoPi = 0.91893853320467274178;
    private const double SqrtTwo = 1.41421356237309504880;
    private const double SqrtPiOverTwo = 1.25331413731550025121;

    /// <summary>Returns the density φ(z).</summary>
    /// <param name="z">Any number.</param>
    /// <returns>A number in [0, 0.4).</returns>
    public static double Density(double z) => InverseSqrtTwoPi * Math.Exp(-0.5 * z * z);

    /// <summary>Returns the distribution function Φ(z), with full relative precision in the lower tail.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>A probability.</returns>
    public static double Cdf(double z) =>
        z < -5 ? Density(z) * MillsRatio(-z) : 0.5 * SpecialFunctions.Erfc(-z / SqrtTwo);

    /// <summary>Returns log Φ(z), finite for every finite z.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>A number of at most zero.</returns>
    public static double LogCdf(double z)
    {
        if (z < -5)
        {
            return (-0.5 * z * z) - LogSqrtTwoPi + Math.Log(MillsRatio(-z));
        }

        return z > 5 ? Log1p(-Cdf(-z)) : Math.Log(Cdf(z));
    }

    /// <summary>Returns the value below which a share of the distribution lies.</summary>
    /// <param name="p">The share, in [0, 1].</param>
    /// <returns>The quantile; infinite at the ends.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not in [0, 1].</exception>
    /// <remarks>Wichura (1988), algorithm AS 241, PPND16.</remarks>
    public static double Quantile(double p)
    {
        if (p is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability must lie between 0 and 1.");
        }

        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            return q * Horner(CentralNumerator, r) / Horner(CentralDenominator, r);
        }

        double tail = q < 0 ? p : 1 - p;
        if (tail == 0)
        {
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double s = Math.Sqrt(-Math.Log(tail));
        double value = s <= 5
            ? Horner(MiddleNumerator, s - 1.6) / Horner(MiddleDenominator, s - 1.6)
            : Horner(TailNumerator, s - 5) / Horner(TailDenominator, s - 5);
        return q < 0 ? -value : value;
    }

    /// <summary>Returns h(z) = φ(z) + z Φ(z), the expected improvement of a standard normal variable.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>A number of at least zero.</returns>
    public static double ImprovementFactor(double z) =>
        z < -1 ? Math.Exp(LogImprovementFactor(z)) : Density(z) + (z * Cdf(z));

    /// <summary>Returns log h(z), stable where h itself underflows.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>A finite number for every finite z.</returns>
    /// <remarks>Ament et al. (2023), section 4.1; the Mills ratio takes the place of their scaled error function.</remarks>
    public static double LogImprovementFactor(double z)
    {
        if (z >= -1)
        {
            return Math.Log(Density(z) + (z * Cdf(z)));
        }

        return (-0.5 * z * z) - LogSqrtTwoPi + Math.Log(OneMinusScaledMills(-z));
    }

    // (1 - Phi(t)) / phi(t) for t >= 0.
    private static double MillsRatio(double t)
    {
        if (t < 5)
        {
            return SqrtPiOverTwo * SpecialFunctions.Erfc(t / SqrtTwo) * Math.Exp(0.5 * t * t);
        }

        // Laplace's continued fraction 1/(t + 1/(t + 2/(t + 3/(t + ...)))), from the tail.
        double denominator = t;
        for (int k = 60; k >= 1; k--)
        {
            denominator = t + (k / denominator);
        }

        return 1 / denominator;
    }

    // 1 - t M(t), where M is the Mills ratio: about 1/t² for large t, by a continued fraction free of cancellation.
    private static double OneMinusScaledMills(double t)
    {
        int terms = t < 3 ? 400 : 80;
        double denominator = t;
        for (int k = terms; k >= 2; k--)
        {
            denominator = t + (k / denominator);
        }

        // M = 1/(t + 1/d), hence 1 - t M = 1/(d t + 1).
        return 1 / ((denominator * t) + 1);
    }

    private static double Log1p(double x) => Math.Abs(x) > 1e-4 ? Math.Log(1 + x) : x * (1 - (x * (0.5 - (x / 3))));

    private static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double value = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            value = (value * x) + coefficients[i];
        }

        return value;
    }

    private static ReadOnlySpan<double> CentralNumerator =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> CentralDenominator =>
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> MiddleNumerator =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> MiddleDenominator =>
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> TailNumerator =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> TailDenominator =>
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
