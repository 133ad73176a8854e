using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Cuts training series into windows and samples, the tail of each series held out.</summary>
internal sealed class TrainingSamples
{
    // Enough for one function's ten days of minutes at every origin; of many functions every n-th.
    private const int GreatestOrigins = 40_000;
    private const int GreatestHeldOut = 4_000;

    /// <summary>Initializes a new instance of the <see cref="TrainingSamples"/> class.</summary>
    /// <param name="series">The series.</param>
    /// <param name="options">The form of the network.</param>
    /// <param name="random">Where horizons come from.</param>
    public TrainingSamples(IReadOnlyList<ScaledSeries> series, HybridBayesianOptions options, SeededRandom random)
    {
        long bins = series.Sum(item => (long)item.Series.Length);
        int stride = (int)Math.Max(1, bins / GreatestOrigins);
        int heldOutStride = (int)Math.Max(1, bins * options.HeldOutShare / GreatestHeldOut);
        foreach (ScaledSeries one in series)
        {
            int length = one.Series.Length;
            int tail = length - (int)(length * options.HeldOutShare);
            Add(one, options.WindowBins, tail, (stride, options, random), Training, TrainingWindows);
            Add(one, tail, length, (heldOutStride, options, random), HeldOut, HeldOutWindows);
            Add(one, tail, length, (stride, options, random), Tail, []);
        }
    }

    /// <summary>Gets the samples to train on: for each origin the next bin, and one further ahead.</summary>
    public List<SeriesOrigin> Training { get; } = [];

    /// <summary>Gets the held-out samples, thinned.</summary>
    public List<SeriesOrigin> HeldOut { get; } = [];

    /// <summary>Gets the samples of the held-out tail as dense as those to train on.</summary>
    public List<SeriesOrigin> Tail { get; } = [];

    /// <summary>Gets the windows to pre-train on.</summary>
    public List<SeriesOrigin> TrainingWindows { get; } = [];

    /// <summary>Gets the held-out windows.</summary>
    public List<SeriesOrigin> HeldOutWindows { get; } = [];

    private static void Add(
        ScaledSeries series, int start, int end, (int Stride, HybridBayesianOptions Options, SeededRandom Random) how, List<SeriesOrigin> samples, List<SeriesOrigin> windows)
    {
        for (int origin = start; origin < end; origin += how.Stride)
        {
            int greatest = Math.Min(how.Options.GreatestHorizon, end - origin);

            // Evenly on the logarithm: near bins are more often asked for, and differ more from each other.
            int horizon = 1 + (int)Math.Exp(how.Random.NextDouble() * Math.Log(Math.Max(1, greatest)));
            samples.Add(new SeriesOrigin(series, origin));
            samples.Add(new SeriesOrigin(series, origin, Math.Min(horizon, greatest)));
            if (origin + how.Options.DecoderBins <= end)
            {
                windows.Add(new SeriesOrigin(series, origin));
            }
        }
    }
}
