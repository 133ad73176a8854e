namespace Aquatope.Forecasting;

/// <summary>How often differences must be taken before a series has a level.</summary>
/// <remarks>
/// The test of Kwiatkowski, Phillips, Schmidt and Shin (1992) for stationarity around a level, at 5 %, with Bartlett weights over
/// 3√n / 13 lags, as automatic ARIMA modelling uses it (Hyndman and Khandakar 2008, section 3.1).
/// </remarks>
internal static class UnitRootTest
{
    /// <summary>The statistic that a series with a level exceeds with a probability of 5 %.</summary>
    public const double CriticalValue = 0.463;

    /// <summary>Returns the order of differencing.</summary>
    /// <param name="values">The series, [n].</param>
    /// <param name="most">The greatest order to consider.</param>
    /// <returns>The least order at which a level is not rejected, or <paramref name="most"/>.</returns>
    public static int Differences(double[] values, int most)
    {
        int order = 0;
        while (order < most && values.Length > 3 && Statistic(values) > CriticalValue)
        {
            values = Difference(values);
            order++;
        }

        return order;
    }

    /// <summary>Returns the differences of neighbours.</summary>
    /// <param name="values">The series, [n].</param>
    /// <returns>[n - 1].</returns>
    public static double[] Difference(ReadOnlySpan<double> values)
    {
        double[] differences = new double[Math.Max(0, values.Length - 1)];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = values[i + 1] - values[i];
        }

        return differences;
    }

    /// <summary>Returns the test's statistic.</summary>
    /// <param name="values">The series, [n].</param>
    /// <returns>Σ S² / (n² s²), S the partial sums about the mean and s² their long-run variance; zero for a constant series.</returns>
    public static double Statistic(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / n;
        }

        double sum = 0;
        double squares = 0;
        foreach (double value in values)
        {
            sum += value - mean;
            squares += sum * sum;
        }

        double variance = LongRunVariance(values, mean, (int)(3 * Math.Sqrt(n) / 13));
        return variance > 0 ? squares / ((double)n * n * variance) : 0;
    }

    private static double LongRunVariance(ReadOnlySpan<double> values, double mean, int lags)
    {
        double variance = 0;
        for (int lag = 0; lag <= lags; lag++)
        {
            double covariance = 0;
            for (int t = lag; t < values.Length; t++)
            {
                covariance += (values[t] - mean) * (values[t - lag] - mean);
            }

            variance += covariance / values.Length * (lag == 0 ? 1 : 2 * (1 - (lag / (lags + 1.0))));
        }

        return variance;
    }
}
