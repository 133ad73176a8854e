using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>How many idle times ended in each bin.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class IdleTimeCounts
{
    // Habits change: old idle times count half once as many new ones have come.
    private const int Remembered = 400;
    private readonly double[] _ended = new double[IdleTimeScale.Bins];
    private int _count;

    /// <summary>Initializes a new instance of the <see cref="IdleTimeCounts"/> class, before any idle time.</summary>
    public IdleTimeCounts()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="IdleTimeCounts"/> class, which goes on from what was counted.</summary>
    /// <param name="ended">What <see cref="Ended"/> returned.</param>
    public IdleTimeCounts(ImmutableArray<double> ended)
    {
        ended.CopyTo(_ended);

        // A whole number, as it is halved when it is even.
        _count = (int)Math.Round(ended.Sum());
    }

    /// <summary>Gets how many idle times ended in each bin, old ones counting less; [<see cref="IdleTimeScale.Bins"/>].</summary>
    public ImmutableArray<double> Ended => [.. _ended];

    /// <summary>Returns counts that can be gone on from.</summary>
    /// <param name="ended">The counts.</param>
    /// <param name="name">What they are called in the error.</param>
    /// <exception cref="ArgumentException">They are not one for each bin, or no counts.</exception>
    public static ImmutableArray<double> Checked(ImmutableArray<double> ended, string name)
    {
        bool sound = !ended.IsDefault && ended.Length == IdleTimeScale.Bins && ended.All(count => count >= 0) && ended.Sum() < Remembered;
        return sound
            ? ended
            : throw new ArgumentException(
                $"Counts of idle times are {IdleTimeScale.Bins} numbers that are not negative, below {Remembered} together; there are {(ended.IsDefault ? 0 : ended.Length)}.", name);
    }

    /// <summary>Counts one idle time.</summary>
    /// <param name="bin">The bin in which it ended.</param>
    public void Observe(int bin)
    {
        _ended[bin]++;
        if (++_count < Remembered)
        {
            return;
        }

        _count /= 2;
        for (int i = 0; i < _ended.Length; i++)
        {
            _ended[i] /= 2;
        }
    }

    /// <summary>Turns what was believed of each bin into what is believed after these counts.</summary>
    /// <param name="hazards">Of each bin the probability that idleness which has come so far ends there; becomes the posterior mean.</param>
    /// <param name="weight">How many idle times the belief is worth; positive.</param>
    public void Update(Span<double> hazards, double weight)
    {
        double reached = 0;
        for (int i = hazards.Length - 1; i >= 0; i--)
        {
            reached += _ended[i];
            hazards[i] = (_ended[i] + (weight * hazards[i])) / (reached + weight);
        }
    }
}
