using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

/// <summary>Series drawn from known models.</summary>
internal static class Simulated
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static CountSeries Series(IReadOnlyList<double> counts, double minutes = 1) => new(Start, TimeSpan.FromMinutes(minutes), counts);

    public static double[] Normal(int length, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
    }

    /// <summary>Draws from an ARMA model with errors of unit variance, after a warm-up.</summary>
    public static double[] Arma(double[] ar, double[] ma, int length, ulong seed)
    {
        const int WarmUp = 500;
        double[] errors = Normal(length + WarmUp, seed);
        double[] values = new double[length + WarmUp];
        for (int t = 0; t < values.Length; t++)
        {
            values[t] = errors[t];
            for (int i = 0; i < Math.Min(t, ar.Length); i++)
            {
                values[t] += ar[i] * values[t - 1 - i];
            }

            for (int j = 0; j < Math.Min(t, ma.Length); j++)
            {
                values[t] += ma[j] * errors[t - 1 - j];
            }
        }

        return values[WarmUp..];
    }

    /// <summary>Draws Poisson counts whose rates are given.</summary>
    public static double[] Poisson(IEnumerable<double> rates, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. rates.Select(rate =>
        {
            int count = 0;
            for (double product = random.NextDouble(); product > Math.Exp(-rate); product *= random.NextDouble())
            {
                count++;
            }

            return (double)count;
        })];
    }
}
