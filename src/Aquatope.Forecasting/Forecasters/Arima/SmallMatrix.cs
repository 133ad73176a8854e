namespace Aquatope.Forecasting;

/// <summary>Products of square matrices of a few rows, stored row by row.</summary>
internal static class SmallMatrix
{
    /// <summary>Computes A B.</summary>
    /// <param name="a">A, [n, n].</param>
    /// <param name="b">B, [n, n].</param>
    /// <param name="result">Receives the product, [n, n]; neither A nor B.</param>
    /// <param name="n">The number of rows.</param>
    public static void Multiply(double[] a, double[] b, double[] result, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                {
                    sum += a[(i * n) + k] * b[(k * n) + j];
                }

                result[(i * n) + j] = sum;
            }
        }
    }

    /// <summary>Adds A B' to a matrix.</summary>
    /// <param name="a">A, [n, n].</param>
    /// <param name="b">B, [n, n].</param>
    /// <param name="sum">What is added to, [n, n]; neither A nor B.</param>
    /// <param name="n">The number of rows.</param>
    /// <returns>The greatest absolute number that was added.</returns>
    public static double AddTimesTransposed(double[] a, double[] b, double[] sum, int n)
    {
        double greatest = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double product = 0;
                for (int k = 0; k < n; k++)
                {
                    product += a[(i * n) + k] * b[(j * n) + k];
                }

                sum[(i * n) + j] += product;
                greatest = Math.Max(greatest, Math.Abs(product));
            }
        }

        return greatest;
    }
}
