using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

/// <summary>Series whose structure is known.</summary>
internal static class SyntheticSeries
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A batch of about twenty every ten minutes, else nothing.</summary>
    /// <param name="bins">How many minutes.</param>
    /// <param name="seed">Seed of the sizes.</param>
    /// <returns>The series.</returns>
    public static CountSeries Comb(int bins, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        return Of([.. Enumerable.Range(0, bins).Select(i => i % 10 == 0 ? 18.0 + random.NextInt(5) : 0)]);
    }

    /// <summary>Poisson counts around a level that rises and falls every two hours.</summary>
    /// <param name="bins">How many minutes.</param>
    /// <param name="level">The mean.</param>
    /// <param name="seed">Seed of the counts.</param>
    /// <returns>The series.</returns>
    public static CountSeries Wave(int bins, double level, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        return Of([.. Enumerable.Range(0, bins).Select(i =>
        {
            double mean = level * (1 + (0.6 * Math.Sin(2 * Math.PI * i / 120)));
            return Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * random.NextNormal())));
        })]);
    }

    /// <summary>A series of given counts per minute, from a Monday on.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>The series.</returns>
    public static CountSeries Of(double[] counts) => new(Start, TimeSpan.FromMinutes(1), counts);

    /// <summary>A small, quickly trained network.</summary>
    public static HybridBayesianOptions SmallOptions { get; } = new()
    {
        WindowBins = 16,
        DecoderBins = 4,
        EncoderUnits = 6,
        FirstUnits = 16,
        SecondUnits = 8,
        Passes = 16,
        Members = 2,
        GreatestHorizon = 20,
        Pretraining = new TrainingOptions { Epochs = 2, SamplesPerEpoch = 256, BatchSize = 32 },
        Prediction = new TrainingOptions { Epochs = 8, LearningRate = 5e-3, BatchSize = 64 },
    };
}
