using Aquatope.Forecasting;

namespace Aquatope.Tuning;

/// <summary>What a pool will have to serve.</summary>
public sealed record PoolDemand
{
    /// <summary>Gets the forecast of the number of calls per interval, the coming interval first; at least one.</summary>
    public required IReadOnlyList<PredictiveDistribution> Calls { get; init; }

    /// <summary>Gets the width of an interval; positive.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Gets the mean time that a call occupies a worker; positive.</summary>
    public required TimeSpan ServiceTime { get; init; }

    /// <summary>Gets the time from asking for a worker until it can take work. Default: zero.</summary>
    public TimeSpan StartUp { get; init; }

    /// <summary>Gets how many calls one worker serves at the same time; at least 1. Default: 1.</summary>
    public int WorkerConcurrency { get; init; } = 1;

    /// <summary>Gets how many workers there are now, starting, idle or busy; not negative. Default: zero.</summary>
    public int Present { get; init; }

    /// <summary>
    /// Gets how many calls are being served or waiting now; null where nobody knows, and as many are assumed as the forecast
    /// implies. Default: null.
    /// </summary>
    public int? InFlight { get; init; }
}
