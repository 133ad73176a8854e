using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Meters the activity of one instance as Azure Functions Flex Consumption does.</summary>
/// <remarks>
/// An interval of activity lasts from the first execution to the end of the last that overlap. It is metered when it ends and at each
/// publication meanwhile, by <see cref="FlexConsumptionRounding"/>. Publications are counted from the moment the instance is ready.
/// </remarks>
public sealed record ActivityMeter
{
    /// <summary>Gets how times are rounded. Default: as documented.</summary>
    public FlexConsumptionRounding Rounding { get; init; } = new();

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
            metered += Rounding.Meter(startTicks, at, ref meteredUntilTicks);
        }

        return metered + Rounding.Meter(startTicks, endTicks, ref meteredUntilTicks);
    }
}
