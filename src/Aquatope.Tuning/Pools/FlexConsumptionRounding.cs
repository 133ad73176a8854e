namespace Aquatope.Tuning;

/// <summary>How Azure Functions' Flex Consumption plan rounds the time that an instance is active.</summary>
/// <remarks>
/// As the class <c>FlexConsumptionMetricsPublisher</c> of the open Functions host; the minimum is that of the plan's
/// documentation.
/// </remarks>
public sealed record FlexConsumptionRounding
{
    /// <summary>Gets the least time that is metered at once; not negative. Default: one second, as documented; older hosts have 100 ms.</summary>
    public TimeSpan Minimum { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the multiple to which time is rounded up; positive. Default: 100 ms.</summary>
    public TimeSpan Granularity { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Meters activity that goes on, or ends now: at least the minimum, rounded up, and never a moment twice.</summary>
    /// <param name="begunTicks">When the activity began, in ticks.</param>
    /// <param name="nowTicks">Now, in ticks.</param>
    /// <param name="meteredUntilTicks">Until when the instance has been metered; moved on, beyond now by what is rounded up.</param>
    /// <returns>What is metered, in ticks; zero where that was metered before.</returns>
    public long Meter(long begunTicks, long nowTicks, ref long meteredUntilTicks)
    {
        long from = Math.Max(begunTicks, meteredUntilTicks);
        if (nowTicks <= from)
        {
            return 0;
        }

        long duration = Math.Max(nowTicks - from, Minimum.Ticks);
        duration = (duration + Granularity.Ticks - 1) / Granularity.Ticks * Granularity.Ticks;
        meteredUntilTicks = from + duration;
        return duration;
    }
}
