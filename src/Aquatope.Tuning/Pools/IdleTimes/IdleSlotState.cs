using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What is known of the idle times of one slot of a pool.</summary>
public sealed record IdleSlotState
{
    private readonly int? _before;
    private readonly ImmutableArray<double> _ended;

    /// <summary>Gets the bin of its latest idle time, from 0 to 59; null: there was none yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public required int? Before
    {
        get => _before;
        init => _before = value is null or (>= 0 and < IdleTimeScale.Bins)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Before), value, $"Bins are numbered from 0 to {IdleTimeScale.Bins - 1}.");
    }

    /// <summary>Gets how many idle times ended in each of the 60 bins of the scale, old ones counting less.</summary>
    /// <exception cref="ArgumentException">There is not one count for each bin, or one is negative or not finite.</exception>
    public required ImmutableArray<double> Ended
    {
        get => _ended;
        init => _ended = IdleTimeCounts.Checked(value, nameof(Ended));
    }
}
