using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A function: what it runs, on what workers, and who decides how many of them are warm.</summary>
public sealed record FunctionOptions
{
    /// <summary>The lane of functions that serve users.</summary>
    public const string ProductionLane = "production";

    /// <summary>Gets the name; no other function of the lane has it.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the lane. Default: <see cref="ProductionLane"/>.</summary>
    public string Lane { get; init; } = ProductionLane;

    /// <summary>Gets the resources of a worker, until the pool is configured otherwise.</summary>
    public required ResourceConfiguration Configuration { get; init; }

    /// <summary>Gets how long calls execute.</summary>
    public required IExecutionTime Execution { get; init; }

    /// <summary>Gets the time from asking for a worker until it can take calls. Default: none.</summary>
    public TimeDistribution StartUp { get; init; } = TimeDistribution.Constant(0);

    /// <summary>Gets how many workers there may be, starting ones among them; at least 1. Default: no limit.</summary>
    public int MaximumWorkers { get; init; } = int.MaxValue;

    /// <summary>Gets a value indicating whether a call that finds no free worker has one started. Default: true; otherwise only the policy starts workers.</summary>
    public bool StartsOnDemand { get; init; } = true;

    /// <summary>Gets how activity is metered, where the platform bills it so. Default: not.</summary>
    public ActivityMeter? Meter { get; init; }

    /// <summary>Gets what decides how many workers are warm, and for how long; good for one simulation.</summary>
    public required IPoolPolicy Policy { get; init; }

    /// <summary>Gets when calls arrive from outside; good for one simulation. Default: never.</summary>
    public IArrivals? Arrivals { get; init; }

    /// <summary>Throws unless the options make sense.</summary>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name, nameof(Name));
        ArgumentException.ThrowIfNullOrEmpty(Lane, nameof(Lane));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumWorkers, 1, nameof(MaximumWorkers));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Policy.Interval, TimeSpan.Zero, nameof(Policy.Interval));
        CheckResources(Configuration);
    }

    /// <summary>Throws unless a worker can have these resources.</summary>
    internal static void CheckResources(ResourceConfiguration configuration)
    {
        if (!(configuration.Cpu > 0) || !double.IsFinite(configuration.Cpu) || configuration.MemoryMiB < 1 || configuration.Concurrency < 1)
        {
            throw new ArgumentException($"A worker needs processor share, memory and a concurrency of at least 1: {configuration}.", nameof(configuration));
        }
    }
}
