using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>The time that workers of one resource configuration were provisioned, summed over the workers.</summary>
/// <param name="Configuration">The resources of each worker.</param>
/// <param name="Starting">Time on the way up.</param>
/// <param name="Idle">Time warm, without calls.</param>
/// <param name="Busy">Time with at least one call.</param>
/// <param name="Executions">Calls that began to execute.</param>
public sealed record ProvisionedTime(ResourceConfiguration Configuration, TimeSpan Starting, TimeSpan Idle, TimeSpan Busy, long Executions)
{
    /// <summary>Gets the activity that a platform with an <see cref="ActivityMeter"/> bills, of on-demand workers.</summary>
    public TimeSpan MeteredOnDemand { get; init; }

    /// <summary>Gets the activity that a platform with an <see cref="ActivityMeter"/> bills, of always-ready workers.</summary>
    public TimeSpan MeteredAlwaysReady { get; init; }

    /// <summary>Gets the number of always-ready workers, summed over time.</summary>
    public TimeSpan AlwaysReady { get; init; }

    /// <summary>Gets the memory time of the workers while they started, in MiB s.</summary>
    public double StartingMiBSeconds => Configuration.MemoryMiB * Starting.TotalSeconds;

    /// <summary>Gets the memory time of the workers while they were idle, in MiB s.</summary>
    public double IdleMiBSeconds => Configuration.MemoryMiB * Idle.TotalSeconds;

    /// <summary>Gets the memory time of the workers while they were busy, in MiB s.</summary>
    public double BusyMiBSeconds => Configuration.MemoryMiB * Busy.TotalSeconds;

    /// <summary>Gets the whole memory time, in MiB s.</summary>
    public double MiBSeconds => Configuration.MemoryMiB * (Starting + Idle + Busy).TotalSeconds;
}
