namespace Aquatope.Forecasting;

/// <summary>The one-to-one map between partial autocorrelations and the coefficients of a stationary autoregression.</summary>
/// <remarks>The recursion of Durbin and Levinson, as Barndorff-Nielsen and Schou (1973) use it: any numbers within (-1, 1) give a stationary model.</remarks>
internal static class PartialAutocorrelations
{
    /// <summary>Computes the coefficients.</summary>
    /// <param name="partial">Partial autocorrelations, [p], each in (-1, 1).</param>
    /// <param name="coefficients">Receives the coefficients, [p].</param>
    public static void ToCoefficients(ReadOnlySpan<double> partial, Span<double> coefficients)
    {
        for (int k = 0; k < partial.Length; k++)
        {
            double reflection = partial[k];
            coefficients[k] = reflection;
            for (int i = 0, j = k - 1; i <= j; i++, j--)
            {
                double left = coefficients[i];
                double right = coefficients[j];
                coefficients[i] = left - (reflection * right);
                coefficients[j] = right - (reflection * left);
            }
        }
    }

    /// <summary>Computes the partial autocorrelations.</summary>
    /// <param name="coefficients">The coefficients, [p].</param>
    /// <param name="partial">Receives the partial autocorrelations, [p].</param>
    /// <returns>False where the coefficients are not those of a stationary model.</returns>
    public static bool TryOfCoefficients(ReadOnlySpan<double> coefficients, Span<double> partial)
    {
        coefficients.CopyTo(partial);
        for (int k = partial.Length - 1; k >= 0; k--)
        {
            double reflection = partial[k];
            if (!(Math.Abs(reflection) < 1))
            {
                return false;
            }

            double scale = 1 - (reflection * reflection);
            for (int i = 0, j = k - 1; i <= j; i++, j--)
            {
                double left = partial[i];
                double right = partial[j];
                partial[i] = (left + (reflection * right)) / scale;
                partial[j] = (right + (reflection * left)) / scale;
            }
        }

        return true;
    }

    /// <summary>Returns whether every root of the polynomial 1 - φ₁z - … - φₚzᵖ has at least a modulus.</summary>
    /// <param name="coefficients">φ, [p].</param>
    /// <param name="modulus">The modulus; positive.</param>
    /// <returns>Whether they have: then the model is clear of a unit root.</returns>
    public static bool RootsExceed(ReadOnlySpan<double> coefficients, double modulus)
    {
        // With z = modulus * w the roots in w lie outside the unit circle exactly if those in z lie outside the modulus.
        Span<double> scaled = stackalloc double[coefficients.Length];
        double power = 1;
        for (int i = 0; i < scaled.Length; i++)
        {
            power *= modulus;
            scaled[i] = coefficients[i] * power;
        }

        return TryOfCoefficients(scaled, stackalloc double[coefficients.Length]);
    }
}
