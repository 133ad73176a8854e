namespace Aquatope.Tuning;

/// <summary>How many workers a pool is to keep warm, busy ones among them, and why.</summary>
/// <remarks>
/// What is needed is kept whatever it costs. A forecast is advice: a pool that knows the idle times of its own workers
/// (<see cref="IdleSlots"/>) follows it while that pays, every other pool follows it as well.
/// </remarks>
public readonly record struct WarmTarget
{
    /// <summary>Initializes a new instance of the <see cref="WarmTarget"/> struct.</summary>
    /// <param name="needed">Workers for which there will be work: of executions under way, or of a trial; not negative.</param>
    /// <param name="forecast">Workers that a forecast of calls to come asks for; not negative. Default: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public WarmTarget(int needed, int forecast = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(needed);
        ArgumentOutOfRangeException.ThrowIfNegative(forecast);
        (Needed, Forecast) = (needed, forecast);
    }

    /// <summary>Gets the number of workers for which there will be work.</summary>
    public int Needed { get; }

    /// <summary>Gets the number of workers that a forecast of calls to come asks for.</summary>
    public int Forecast { get; }

    /// <summary>Gets the number of workers where the forecast is followed: whichever is more.</summary>
    public int Workers => Math.Max(Needed, Forecast);
}
