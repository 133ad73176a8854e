namespace Aquatope.Tuning;

/// <summary>How long workers of all pools were idle before they were needed again: what a pool believes before it has seen much itself.</summary>
/// <remarks>
/// Of each bin of idle time, the probability that the idleness ends there if it has come so far, given the idle time before: short
/// ones follow short ones. Where little has been seen, all idle times count alike, and where nothing has, a Pareto law of exponent
/// one half does, which knows no scale.
/// </remarks>
/// <threadsafety>Safe for concurrent use: pools share it.</threadsafety>
public sealed class IdleTimeExperience
{
    /// <summary>The number of classes of idle times that others follow, none among them.</summary>
    internal const int Classes = (IdleTimeScale.Bins / BinsPerClass) + 1;

    private const int BinsPerClass = 4;
    private const double WeightOfAll = 5;
    private const double WeightOfLaw = 2;

    // A bin reaches a fifth further than the one before.
    private static readonly double HazardOfLaw = 1 - Math.Pow(1.2, -0.5);
    private readonly Lock _lock = new();
    private IdleTimeCounts _all = new();
    private IdleTimeCounts[] _afterClass = [.. Enumerable.Range(0, Classes).Select(_ => new IdleTimeCounts())];

    /// <summary>Gets or sets what it has learned, so that it can be stored, and go on from there.</summary>
    public IdleTimeExperienceState State
    {
        get
        {
            lock (_lock)
            {
                return new IdleTimeExperienceState { All = _all.Ended, AfterClass = [.. _afterClass.Select(counts => counts.Ended)] };
            }
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (_lock)
            {
                _all = new IdleTimeCounts(value.All);
                _afterClass = [.. value.AfterClass.Select(ended => new IdleTimeCounts(ended))];
            }
        }
    }

    /// <summary>Learns of one idle time.</summary>
    /// <param name="before">The bin of the idle time before; null: there was none.</param>
    /// <param name="bin">Its bin.</param>
    internal void Observe(int? before, int bin)
    {
        lock (_lock)
        {
            _all.Observe(bin);
            Class(before).Observe(bin);
        }
    }

    /// <summary>Fills in the probability that idleness ends in each bin, if it has come so far.</summary>
    /// <param name="before">The bin of the idle time before; null: there was none.</param>
    /// <param name="hazards">Takes the probabilities, one for each bin.</param>
    internal void Hazards(int? before, Span<double> hazards)
    {
        hazards.Fill(HazardOfLaw);
        lock (_lock)
        {
            _all.Update(hazards, WeightOfLaw);
            Class(before).Update(hazards, WeightOfAll);
        }
    }

    private IdleTimeCounts Class(int? before) => before is { } bin ? _afterClass[bin / BinsPerClass] : _afterClass[^1];
}
