namespace Aquatope.Tuning;

/// <summary>How many idle times reached each bin, and how many ended there.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class IdleTimeCounts
{
    // Habits change: old idle times count half once as many new ones have come.
    private const int Remembered = 400;
    private readonly double[] _reached = new double[IdleTimeScale.Bins];
    private readonly double[] _ended = new double[IdleTimeScale.Bins];

    /// <summary>Counts one idle time.</summary>
    /// <param name="bin">The bin in which it ended.</param>
    public void Observe(int bin)
    {
        for (int i = 0; i <= bin; i++)
        {
            _reached[i]++;
        }

        _ended[bin]++;
        if (_reached[0] >= Remembered)
        {
            Halve(_reached);
            Halve(_ended);
        }
    }

    /// <summary>Turns what was believed of each bin into what is believed after these counts.</summary>
    /// <param name="hazards">Of each bin the probability that idleness which has come so far ends there; becomes the posterior mean.</param>
    /// <param name="weight">How many idle times the belief is worth; positive.</param>
    public void Update(Span<double> hazards, double weight)
    {
        for (int i = 0; i < hazards.Length; i++)
        {
            hazards[i] = (_ended[i] + (weight * hazards[i])) / (_reached[i] + weight);
        }
    }

    private static void Halve(double[] counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] /= 2;
        }
    }
}
