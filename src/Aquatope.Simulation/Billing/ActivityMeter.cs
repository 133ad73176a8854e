namespace Aquatope.Simulation;

/// <summary>Meters the activity of one instance as Azure Functions Flex Consumption does.</summary>
/// <remarks>
/// An interval of activity lasts from the first execution to the end of the last that overlap. It is metered when it ends and at each
/// publication meanwhile: at least the minimum, rounded up, and never the same time twice. Source: the class
/// <c>FlexConsumptionMetricsPublisher</c> of the open Functions host; the minimum is that of the documentation. Publications are counted from the
/// moment the instance is ready.
/// </remarks>
public sealed record ActivityMeter
{
    /// <summary>Gets the least time that is metered at once; not negative. Default: one second.</summary>
    public TimeSpan Minimum { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets what metered times are multiples of; positive. Default: 100 milliseconds.</summary>
    public TimeSpan Granularity { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets the time between publications; positive. Default: five seconds.</summary>
    public TimeSpan PublishInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Measures one interval of activity.</summary>
    /// <param name="readyTicks">When the instance became ready.</param>
    /// <param name="startTicks">When the interval began.</param>
    /// <param name="endTicks">When it ended.</param>
    /// <param name="meteredUntilTicks">Until when the instance has been metered; moved on.</param>
    /// <returns>What is metered, in ticks.</returns>
    internal long Measure(long readyTicks, long startTicks, long endTicks, ref long meteredUntilTicks)
    {
        long metered = 0;
        long publications = ((startTicks - readyTicks) / PublishInterval.Ticks) + 1;
        for (long at = readyTicks + (publications * PublishInterval.Ticks); at < endTicks; at += PublishInterval.Ticks)
        {
            metered += MeasureUntil(at, startTicks, ref meteredUntilTicks);
        }

        return metered + MeasureUntil(endTicks, startTicks, ref meteredUntilTicks);
    }

    private long MeasureUntil(long ticks, long startTicks, ref long meteredUntilTicks)
    {
        long from = Math.Max(startTicks, meteredUntilTicks);
        if (ticks <= from)
        {
            return 0;
        }

        long duration = Math.Max(ticks - from, Minimum.Ticks);
        duration = (duration + Granularity.Ticks - 1) / Granularity.Ticks * Granularity.Ticks;
        meteredUntilTicks = from + duration;
        return duration;
    }
}
