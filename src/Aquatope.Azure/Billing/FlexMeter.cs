using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>The meter of one instance of the Flex Consumption plan.</summary>
/// <remarks>
/// Time runs while at least one execution is active, whatever their number. It is metered when the last one ends, and at each
/// publication meanwhile, by <see cref="FlexConsumptionRounding"/>.
/// </remarks>
public sealed class FlexMeter
{
    private readonly FlexConsumptionRounding _rounding;
    private DateTimeOffset _begun;
    private long _meteredUntilTicks;
    private int _active;

    /// <summary>Initializes a new instance of the <see cref="FlexMeter"/> class.</summary>
    /// <param name="rounding">Minimum and granularity.</param>
    /// <exception cref="ArgumentOutOfRangeException">The granularity is not positive, or the minimum is negative.</exception>
    public FlexMeter(FlexConsumptionRounding rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rounding.Granularity, TimeSpan.Zero, nameof(rounding));
        ArgumentOutOfRangeException.ThrowIfLessThan(rounding.Minimum, TimeSpan.Zero, nameof(rounding));
        _rounding = rounding;
    }

    /// <summary>Gets the time metered so far.</summary>
    public TimeSpan ActiveTime { get; private set; }

    /// <summary>Gets how many executions were completed.</summary>
    public long Executions { get; private set; }

    /// <summary>An execution begins.</summary>
    /// <param name="now">When; never before the previous call.</param>
    public void Begin(DateTimeOffset now)
    {
        if (_active++ == 0)
        {
            _begun = now;
        }
    }

    /// <summary>An execution ends.</summary>
    /// <param name="now">When; never before the previous call.</param>
    /// <exception cref="InvalidOperationException">None was active.</exception>
    public void End(DateTimeOffset now)
    {
        if (_active == 0)
        {
            throw new InvalidOperationException("An execution ended on an instance where none was active.");
        }

        Executions++;
        if (--_active == 0)
        {
            Meter(now);
        }
    }

    /// <summary>Meters what is active, as the host does every five seconds.</summary>
    /// <param name="now">When; never before the previous call.</param>
    public void Publish(DateTimeOffset now)
    {
        if (_active > 0)
        {
            Meter(now);
        }
    }

    private void Meter(DateTimeOffset now) => ActiveTime += TimeSpan.FromTicks(_rounding.Meter(_begun.UtcTicks, now.UtcTicks, ref _meteredUntilTicks));
}
