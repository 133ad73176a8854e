using Aquatope.Inference;

namespace Aquatope.Simulation;

/// <summary>An estimate with a confidence interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
public sealed record Estimate(double Value, double Low, double High);

/// <summary>Percentile bootstrap over seeds: Efron (1979); intervals of 95 %.</summary>
/// <remarks>Seeds are drawn as a whole, so that what was compared with the same seed stays paired.</remarks>
public static class Bootstrap
{
    private const int Resamples = 2000;
    private const double Tail = 0.025;

    /// <summary>Estimates a statistic.</summary>
    /// <param name="seeds">The number of seeds; positive.</param>
    /// <param name="statistic">The statistic, of a list of seeds by index, in which some may appear several times.</param>
    /// <param name="seed">The seed of the resampling. Stream: "bootstrap".</param>
    /// <returns>The statistic of all seeds, and its interval.</returns>
    public static Estimate Of(int seeds, Func<IReadOnlyList<int>, double> statistic, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seeds);
        ArgumentNullException.ThrowIfNull(statistic);
        SeededRandom random = new SeededRandom(seed).Stream("bootstrap");
        double[] values = new double[Resamples];
        int[] drawn = new int[seeds];
        for (int i = 0; i < Resamples; i++)
        {
            for (int k = 0; k < seeds; k++)
            {
                drawn[k] = random.NextInt(seeds);
            }

            values[i] = statistic(drawn);
        }

        Array.Sort(values);
        return new Estimate(
            statistic([.. Enumerable.Range(0, seeds)]), values[(int)(Tail * (Resamples - 1))], values[(int)Math.Ceiling((1 - Tail) * (Resamples - 1))]);
    }
}
