namespace Aquatope.Forecasting;

/// <summary>A map from stated probabilities to observed ones.</summary>
/// <remarks>
/// Conformal prediction by the probability integral transform (Chernozhukov et al. 2021; Kuleshov et al. 2018): if outcomes
/// fell below the stated p-quantile with frequency q, then p is read as q. Counts make the transform an interval, over
/// which its mass is spread evenly (Czado et al. 2009), so nothing is drawn. The prior is a number of outcomes that agree
/// with an earlier map.
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class ProbabilityCalibration
{
    // Denser in the tails, where the quantiles that matter are.
    private static readonly double[] StatedLevels =
    [
        0, 0.002, 0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
        0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.965, 0.98, 0.99, 0.995, 0.998, 1,
    ];

    private readonly double[] _observed;

    /// <summary>Initializes a new instance of the <see cref="ProbabilityCalibration"/> class.</summary>
    /// <param name="observed">Observed probabilities at the levels; ascending from zero to one.</param>
    /// <exception cref="ArgumentException">There are not as many as levels, or they do not ascend from zero to one.</exception>
    public ProbabilityCalibration(IReadOnlyList<double> observed)
    {
        if (!IsValid(observed))
        {
            throw new ArgumentException($"A calibration needs {StatedLevels.Length} probabilities that ascend from 0 to 1.", nameof(observed));
        }

        _observed = [.. observed];
    }

    /// <summary>Gets the map that changes nothing.</summary>
    public static ProbabilityCalibration Identity { get; } = new(StatedLevels);

    /// <summary>Gets the observed probabilities at the levels.</summary>
    public IReadOnlyList<double> Observed => _observed;

    /// <summary>Returns whether probabilities make a map.</summary>
    /// <param name="observed">Observed probabilities at the levels.</param>
    /// <returns>Whether there are as many as levels, and they ascend from zero to one.</returns>
    public static bool IsValid(IReadOnlyList<double> observed)
    {
        bool ascends = observed.Count == StatedLevels.Length && observed[0] == 0 && observed[^1] == 1;
        for (int i = 1; ascends && i < observed.Count; i++)
        {
            ascends = observed[i] >= observed[i - 1];
        }

        return ascends;
    }

    /// <summary>Learns a map from outcomes.</summary>
    /// <param name="intervals">Per outcome y the stated probabilities of less than y, and of at most y.</param>
    /// <param name="prior">The earlier map.</param>
    /// <param name="priorWeight">How many outcomes the earlier map counts for.</param>
    /// <returns>The map.</returns>
    public static ProbabilityCalibration Learn(ReadOnlySpan<(double Below, double AtMost)> intervals, ProbabilityCalibration prior, double priorWeight)
    {
        var observed = new double[StatedLevels.Length];
        for (int i = 0; i < observed.Length; i++)
        {
            double level = StatedLevels[i];
            double sum = priorWeight * prior._observed[i];
            foreach ((double below, double atMost) in intervals)
            {
                sum += atMost <= level ? 1 : below >= level ? 0 : (level - below) / (atMost - below);
            }

            observed[i] = sum / (priorWeight + intervals.Length);
        }

        observed[0] = 0;
        observed[^1] = 1;
        return new ProbabilityCalibration(observed);
    }

    /// <summary>Reads a stated probability.</summary>
    /// <param name="stated">A probability.</param>
    /// <returns>The observed probability, interpolated between levels.</returns>
    public double Apply(double stated)
    {
        int upper = Array.BinarySearch(StatedLevels, stated);
        if (upper >= 0)
        {
            return _observed[upper];
        }

        upper = Math.Clamp(~upper, 1, StatedLevels.Length - 1);
        double share = (stated - StatedLevels[upper - 1]) / (StatedLevels[upper] - StatedLevels[upper - 1]);
        return _observed[upper - 1] + (share * (_observed[upper] - _observed[upper - 1]));
    }
}
