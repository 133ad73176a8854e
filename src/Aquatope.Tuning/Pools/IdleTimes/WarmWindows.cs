using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>During which times of its idleness a worker is worth being warm.</summary>
/// <remarks>
/// The cheapest plan by dynamic programming, from the longest idle time backwards: in each bin a warm worker costs its idleness
/// until it is needed, an absent one costs a cold start if it is needed there, and one that comes back costs its start. So a
/// worker may go, and return just before it is due: what is called on a schedule needs no worker in between.
/// </remarks>
internal static class WarmWindows
{
    /// <summary>Returns the times at which the worker goes and comes.</summary>
    /// <param name="hazards">Of each bin the probability that the worker is needed there, if it has not been before.</param>
    /// <param name="policy">The prices.</param>
    /// <param name="startUp">How long a worker takes to start: it begins so much before it is to be there.</param>
    /// <returns>
    /// Times since the worker became idle, ascending: at the first one it goes, at the second one another is started, and so
    /// on. The first may be zero. After the last one, at which it goes, no worker waits.
    /// </returns>
    public static ImmutableArray<TimeSpan> Plan(ReadOnlySpan<double> hazards, PoolPolicy policy, TimeSpan startUp)
    {
        // In seconds of an idle worker.
        double coldStart = policy.PricePerColdStart / policy.PricePerIdleSecond;
        double start = (policy.PricePerStart / policy.PricePerIdleSecond) + startUp.TotalSeconds;
        Span<bool> stays = stackalloc bool[IdleTimeScale.Bins];
        Span<bool> comes = stackalloc bool[IdleTimeScale.Bins];
        double warm = 0;
        double absent = 0;
        for (int bin = IdleTimeScale.Bins - 1; bin >= 0; bin--)
        {
            double width = IdleTimeScale.End(bin) - IdleTimeScale.Begin(bin);
            double kept = (width * (1 - (hazards[bin] / 2))) + ((1 - hazards[bin]) * warm);
            double away = (hazards[bin] * coldStart) + ((1 - hazards[bin]) * absent);
            stays[bin] = kept <= away;
            comes[bin] = kept + start <= away;
            warm = Math.Min(kept, away);
            absent = Math.Min(away, kept + start);
        }

        return Times(stays, comes, startUp);
    }

    private static ImmutableArray<TimeSpan> Times(ReadOnlySpan<bool> stays, ReadOnlySpan<bool> comes, TimeSpan startUp)
    {
        var times = ImmutableArray.CreateBuilder<TimeSpan>();
        bool present = true;
        for (int bin = 0; bin < IdleTimeScale.Bins; bin++)
        {
            bool next = present ? stays[bin] : comes[bin];
            if (next == present)
            {
                continue;
            }

            present = next;
            TimeSpan begin = TimeSpan.FromSeconds(IdleTimeScale.Begin(bin));
            TimeSpan last = times.Count == 0 ? TimeSpan.Zero : times[^1];
            times.Add(!present ? begin : begin - startUp > last ? begin - startUp : last);
        }

        // Nothing is known of times beyond the scale.
        if (present)
        {
            times.Add(TimeSpan.FromSeconds(IdleTimeScale.End(IdleTimeScale.Bins - 1)));
        }

        return times.ToImmutable();
    }
}
