using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>How a workflow is put on a platform.</summary>
public sealed record DeploymentOptions
{
    /// <summary>Gets the configuration to begin with. Default: the problem's baseline.</summary>
    public Configuration? Configuration { get; init; }

    /// <summary>Gets what makes the policy of a stage's pool, from the stage's index.</summary>
    public required Func<int, IPoolPolicy> PolicyOf { get; init; }

    /// <summary>Gets when executions start; good for one simulation.</summary>
    public required IArrivals Arrivals { get; init; }

    /// <summary>Gets the seed of every draw. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets a value indicating whether a call that finds no free worker has one started. Default: true.</summary>
    public bool StartsOnDemand { get; init; } = true;

    /// <summary>Gets the greatest number of workers of a stage's pool, from the stage's index; at least 1. Default: no limit.</summary>
    public Func<int, int> MaximumWorkersOf { get; init; } = _ => int.MaxValue;

    /// <summary>Gets how workers of later stages are started ahead of executions, once needs are known. Default: as the pre-warmer does by default.</summary>
    public CascadeOptions Cascades { get; init; } = new();

    /// <summary>Gets who learns of calls and executions, of every lane. Default: nobody.</summary>
    public ICallListener? Listener { get; init; }

    /// <summary>Gets the machines that the workers are on. Default: a machine for each worker.</summary>
    public HostOptions? Hosts { get; init; }

    /// <summary>Gets how activity is metered, where the platform bills it so. Default: not.</summary>
    public ActivityMeter? Meter { get; init; }
}
