namespace Aquatope.Tuning;

/// <summary>What a warm worker is worth, and how nervous the pool may be.</summary>
public sealed record PoolPolicy
{
    /// <summary>Gets the price of one cold start, in the price list's currency: what its delay is worth to whom waits. Default: 10⁻⁴.</summary>
    public double PricePerColdStart { get; init; } = 1e-4;

    /// <summary>
    /// Gets the price of one idle worker for one second; positive. Where <see cref="SavingPerActiveSecond"/> is given, that of a
    /// worker kept warm, idle or not. Default: that of half a vCPU and 512 MiB by the default price list.
    /// </summary>
    public double PricePerIdleSecond { get; init; } = new PriceList().PerSecond(new ResourceConfiguration(0.5, 512, 1));

    /// <summary>
    /// Gets what a second of activity costs less on a worker kept warm than on one that the platform starts on demand, where it
    /// bills the two apart, and those on demand for their activity alone; not negative. Null: both are billed alike, idle or
    /// not. Default: null.
    /// </summary>
    public double? SavingPerActiveSecond { get; init; }

    /// <summary>
    /// Gets what it costs to start a worker, beyond its price while it starts: on a platform where a change of the pool disturbs
    /// those that run, say. Default: zero.
    /// </summary>
    public double PricePerStart { get; init; }

    /// <summary>Gets how many intervals in a row must want fewer workers before the pool shrinks; at least 1. Default: 3.</summary>
    public int IntervalsBeforeShrinking { get; init; } = 3;

    /// <summary>Gets the least number of warm workers. Default: zero.</summary>
    public int Floor { get; init; }

    /// <summary>Gets the greatest number of warm workers; at least the floor. Default: 100.</summary>
    public int Ceiling { get; init; } = 100;
}
