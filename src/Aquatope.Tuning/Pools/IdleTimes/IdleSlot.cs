using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>One worker's place in a pool: the n-th is in use while calls need n workers or more.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class IdleSlot
{
    // Two idle times of one's own outweigh those of others.
    private const double WeightOfOthers = 2;
    private IdleTimeCounts _own = new();
    private int? _before;
    private TimeSpan? _idleSince;
    private ImmutableArray<TimeSpan> _times = [];
    private int _passed;

    /// <summary>Gets a value indicating whether it is worth being warm, while it is idle.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>Gets how often it has become idle or been needed: plans of earlier idle times are void.</summary>
    public int Version { get; private set; }

    /// <summary>Gets when that changes by itself; null: not before it is needed.</summary>
    public TimeSpan? NextChange => _idleSince is { } since && _passed < _times.Length ? since + _times[_passed] : null;

    /// <summary>Gets or sets what it has learned. The plan of an idle time that has begun stays as it is.</summary>
    public IdleSlotState State
    {
        get => new() { Before = _before, Ended = _own.Ended };
        set => (_before, _own) = (value.Before, new IdleTimeCounts(value.Ended));
    }

    /// <summary>The slot is needed.</summary>
    public void Need(TimeSpan now, IdleTimeExperience experience)
    {
        if (_idleSince is { } since)
        {
            int bin = IdleTimeScale.BinOf(now - since);
            experience.Observe(_before, bin);
            _own.Observe(bin);
            _before = bin;
        }

        _idleSince = null;
        IsWarm = false;
        Version++;
    }

    /// <summary>The slot is needed no longer.</summary>
    public void Idle(TimeSpan now, IdleTimeExperience experience, PoolPolicy policy, TimeSpan startUp)
    {
        Span<double> hazards = stackalloc double[IdleTimeScale.Bins];
        experience.Hazards(_before, hazards);
        _own.Update(hazards, WeightOfOthers);
        _times = WarmWindows.Plan(hazards, policy, startUp);
        (_idleSince, _passed, IsWarm) = (now, 0, true);
        Version++;
        Advance(now);
    }

    /// <summary>Follows the plan up to a moment.</summary>
    public void Advance(TimeSpan now)
    {
        while (NextChange <= now)
        {
            IsWarm = !IsWarm;
            _passed++;
        }
    }
}
