namespace Aquatope.Azure;

/// <summary>The meter of one instance of the Flex Consumption plan.</summary>
/// <remarks>
/// As the Functions host counts (<c>FlexConsumptionMetricsPublisher</c>) what the documentation of the plan describes: time
/// runs while at least one execution is active, whatever their number. It is metered when the last one ends, and at each
/// publication meanwhile; each time at least the minimum, rounded up, and never a moment twice: what was rounded up
/// is taken off the next time.
/// </remarks>
public sealed class FlexMeter
{
    private readonly FlexMeterOptions _options;
    private DateTimeOffset _begun;
    private DateTimeOffset _metered = DateTimeOffset.MinValue;
    private int _active;

    /// <summary>Initializes a new instance of the <see cref="FlexMeter"/> class.</summary>
    /// <param name="options">Minimum and granularity.</param>
    /// <exception cref="ArgumentOutOfRangeException">The granularity is not positive, or the minimum is negative.</exception>
    public FlexMeter(FlexMeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Granularity, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Minimum, TimeSpan.Zero);
        _options = options;
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

    private void Meter(DateTimeOffset now)
    {
        DateTimeOffset from = _metered > _begun ? _metered : _begun;
        if (now <= from)
        {
            return;
        }

        TimeSpan elapsed = now - from;
        elapsed = elapsed > _options.Minimum ? elapsed : _options.Minimum;
        long steps = (elapsed.Ticks + _options.Granularity.Ticks - 1) / _options.Granularity.Ticks;
        TimeSpan metered = _options.Granularity * steps;
        ActiveTime += metered;
        _metered = from + metered;
    }
}

/// <summary>How the Flex Consumption plan rounds.</summary>
public sealed record FlexMeterOptions
{
    /// <summary>Gets the least time that is metered. Default: one second, as documented; older hosts have 100 ms.</summary>
    public TimeSpan Minimum { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the multiple to which time is rounded up; positive. Default: 100 ms.</summary>
    public TimeSpan Granularity { get; init; } = TimeSpan.FromMilliseconds(100);
}
