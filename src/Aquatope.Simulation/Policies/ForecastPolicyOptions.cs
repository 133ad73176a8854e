using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>How a pool is sized by a forecast.</summary>
public sealed record ForecastPolicyOptions
{
    /// <summary>Gets what a warm worker is worth, and how nervous the pool may be.</summary>
    public PoolPolicy Prices { get; init; } = new();

    /// <summary>Gets the same for workers of given resources, where the pool may be configured otherwise; null: <see cref="Prices"/> whatever they are. Default: null.</summary>
    public Func<ResourceConfiguration, PoolPolicy>? PricesOf { get; init; }

    /// <summary>Gets how often the pool is sized, and the bin width of its history. Default: one minute.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets how many intervals of history the forecaster sees; at least 1. Default: 2,880, two days of minutes.</summary>
    public int HistoryIntervals { get; init; } = 2880;

    /// <summary>Gets how long an idle worker beyond the target stays. Default: one minute.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets what pools know of idle times together: then these decide how long idle workers beyond the target stay, and when they come back. Default: null, <see cref="KeepAlive"/> does.</summary>
    public IdleTimeExperience? IdleTimes { get; init; }

    /// <summary>Gets the moment at which the simulation begins, where no past says so. Default: the first of January 1970, as calendars matter to some forecasters.</summary>
    public DateTimeOffset Start { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Gets the counts of calls before the simulation began, with bins as wide as the interval. Default: none.</summary>
    public CountSeries? Past { get; init; }

    /// <summary>Gets the time that a call is assumed to execute until one has been seen; positive. Default: one second.</summary>
    public TimeSpan AssumedExecution { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the time that a worker is assumed to need to start until a cold start has been seen; not negative. Default: one second.</summary>
    public TimeSpan AssumedStartUp { get; init; } = TimeSpan.FromSeconds(1);
}
