using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>The gamma and beta functions that distributions of counts need.</summary>
internal static class SpecialFunctions
{
    private const double Large = 1e5;

    /// <summary>Returns log Γ(x) for positive x.</summary>
    /// <remarks>Stirling's series after shifting the argument above ten; accurate to about 10⁻¹⁴.</remarks>
    public static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            shift -= Math.Log(x);
            x++;
        }

        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square / 1188))))))));
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series;
    }

    /// <summary>Returns the regularised incomplete beta function I_x(a, b).</summary>
    /// <remarks>
    /// The continued fraction DLMF 8.17.22 by the modified method of Lentz. Where both parameters exceed 10⁵ it would take very many
    /// terms; there the cube-root approximation of Paulson (1942), Abramowitz and Stegun 26.5.22, is accurate to about 10⁻⁸.
    /// </remarks>
    public static double RegularizedBeta(double x, double a, double b)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (x >= 1)
        {
            return 1;
        }

        if (a > Large && b > Large)
        {
            return Paulson(x, a, b);
        }

        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2)
            ? front * Fraction(x, a, b) / a
            : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    private static double Paulson(double x, double a, double b)
    {
        double left = Math.Cbrt(b * x);
        double right = Math.Cbrt(a * (1 - x));
        double difference = (left * (1 - (1 / (9 * b)))) - (right * (1 - (1 / (9 * a))));
        return NormalDistribution.Cdf(3 * difference / Math.Sqrt((left * left / b) + (right * right / a)));
    }

    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        double c = 1;
        double d = Reciprocal(1 - ((a + b) * x / (a + 1)), Tiny);
        double result = d;

        // The number of terms grows with the square root of the greater parameter.
        int terms = 200 + (int)(5 * Math.Sqrt(Math.Max(a, b)));
        for (int m = 1; m <= terms; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = Reciprocal(1 + (even * d), Tiny);
            c = NonZero(1 + (even / c), Tiny);
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = Reciprocal(1 + (odd * d), Tiny);
            c = NonZero(1 + (odd / c), Tiny);
            double change = d * c;
            result *= change;
            if (Math.Abs(change - 1) < 1e-15)
            {
                break;
            }
        }

        return result;
    }

    private static double NonZero(double value, double tiny) => Math.Abs(value) < tiny ? tiny : value;

    private static double Reciprocal(double value, double tiny) => 1 / NonZero(value, tiny);
}
