using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Coefficients to begin a maximum likelihood search with.</summary>
/// <remarks>Hannan and Rissanen (1982): a long autoregression gives errors, and least squares on values and errors the coefficients.</remarks>
internal static class ArmaStart
{
    private const int LongOrder = 20;
    private const double Limit = 0.98;

    /// <summary>Returns partial autocorrelations to begin with.</summary>
    /// <param name="values">The series, [n], about zero and of about unit variance.</param>
    /// <param name="p">Number of autoregressive coefficients.</param>
    /// <param name="q">Number of moving-average coefficients.</param>
    /// <returns>Those of φ and of -θ, [p + q].</returns>
    public static double[] Of(double[] values, int p, int q)
    {
        double[] partial = new double[p + q];
        int longOrder = Math.Min(LongOrder, values.Length / 4);
        if (p + q == 0 || values.Length < longOrder + (4 * (p + q)) + 2 || longOrder < Math.Max(p, q))
        {
            return partial;
        }

        double[] errors = Errors(values, LongAutoregression(values, longOrder));
        double[] coefficients = LeastSquares(values, errors, p, q, longOrder + Math.Max(p, q));
        Stationary(coefficients.AsSpan(0, p), partial.AsSpan(0, p));
        Stationary(coefficients.AsSpan(p), partial.AsSpan(p));
        return partial;
    }

    private static double[] LongAutoregression(double[] values, int order)
    {
        double[] covariance = new double[order + 1];
        for (int lag = 0; lag <= order; lag++)
        {
            for (int t = lag; t < values.Length; t++)
            {
                covariance[lag] += values[t] * values[t - lag];
            }
        }

        double[] partial = new double[order];
        double[] coefficients = new double[order];
        double variance = covariance[0];
        for (int k = 0; k < order && variance > 0; k++)
        {
            double sum = covariance[k + 1];
            for (int i = 0; i < k; i++)
            {
                sum -= coefficients[i] * covariance[k - i];
            }

            partial[k] = sum / variance;
            variance *= 1 - (partial[k] * partial[k]);
            PartialAutocorrelations.ToCoefficients(partial.AsSpan(0, k + 1), coefficients);
        }

        return coefficients;
    }

    private static double[] Errors(double[] values, double[] coefficients)
    {
        double[] errors = new double[values.Length];
        for (int t = coefficients.Length; t < values.Length; t++)
        {
            errors[t] = values[t];
            for (int i = 0; i < coefficients.Length; i++)
            {
                errors[t] -= coefficients[i] * values[t - 1 - i];
            }
        }

        return errors;
    }

    // Regresses each value on p values and q errors before it. Signs of the latter are turned, as -θ is what is parametrised.
    private static double[] LeastSquares(double[] values, double[] errors, int p, int q, int start)
    {
        int k = p + q;
        var normal = new Matrix(k, k);
        double[] right = new double[k];
        double[] row = new double[k];
        for (int t = start; t < values.Length; t++)
        {
            for (int i = 0; i < k; i++)
            {
                row[i] = i < p ? values[t - 1 - i] : -errors[t - 1 - (i - p)];
            }

            for (int i = 0; i < k; i++)
            {
                right[i] += row[i] * values[t];
                for (int j = 0; j < k; j++)
                {
                    normal[i, j] += row[i] * row[j];
                }
            }
        }

        for (int i = 0; i < k; i++)
        {
            normal[i, i] += 1e-6 * values.Length;
        }

        CholeskyFactor.Of(normal).SolveInPlace(right);
        return right;
    }

    private static void Stationary(Span<double> coefficients, Span<double> partial)
    {
        // Coefficients that are not stationary are drawn in until they are; what is no number would never be.
        if (coefficients.ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            coefficients.Clear();
        }

        while (!PartialAutocorrelations.TryOfCoefficients(coefficients, partial))
        {
            double power = 1;
            for (int i = 0; i < coefficients.Length; i++)
            {
                power *= 0.9;
                coefficients[i] *= power;
            }
        }

        for (int i = 0; i < partial.Length; i++)
        {
            partial[i] = Math.Clamp(partial[i], -Limit, Limit);
        }
    }
}
