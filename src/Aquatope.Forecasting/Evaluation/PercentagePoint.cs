namespace Aquatope.Forecasting;

/// <summary>The one number that a belief expects the least symmetric percentage error of.</summary>
/// <remarks>
/// An error measure calls for the functional of the distribution that minimises it (Gneiting, 2011): of the absolute error that is
/// the median, of a percentage error it is another number, as an error of one weighs more where counts are small.
/// </remarks>
internal static class PercentagePoint
{
    private const int Quantiles = 100;

    /// <summary>Returns the number, one of the belief's own percentiles.</summary>
    /// <param name="belief">The belief.</param>
    public static double Of(PredictiveDistribution belief)
    {
        Span<double> values = stackalloc double[Quantiles];
        Span<double> weights = stackalloc double[Quantiles];
        int count = 0;
        for (int i = 0; i < Quantiles; i++)
        {
            double value = belief.Quantile((i + 0.5) / Quantiles);
            if (count == 0 || value != values[count - 1])
            {
                (values[count], weights[count]) = (value, 0);
                count++;
            }

            weights[count - 1]++;
        }

        return Best(values[..count], weights[..count], belief.Quantile(0.5));
    }

    // The median where nothing is better.
    private static double Best(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double median)
    {
        double best = median;
        double least = Expected(values, weights, median);
        foreach (double candidate in values)
        {
            double expected = Expected(values, weights, candidate);
            if (expected < least)
            {
                (best, least) = (candidate, expected);
            }
        }

        return best;
    }

    private static double Expected(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double point)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += weights[i] * ForecastErrors.SymmetricPercentageOfSum(values[i], point);
        }

        return sum;
    }
}
