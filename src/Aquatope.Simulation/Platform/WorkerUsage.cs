using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Workers of one pool with the same resources, and the time they were there.</summary>
/// <remarks>Times are whole ticks summed over workers, so nothing is lost by adding small to large.</remarks>
internal sealed class WorkerUsage(ResourceConfiguration configuration, long sinceTicks)
{
    private long _accruedTicks = sinceTicks;
    private int _alwaysReady;

    public ResourceConfiguration Configuration => configuration;

    public int Starting { get; private set; }

    public int Idle { get; private set; }

    public int Busy { get; private set; }

    public long StartingTicks { get; private set; }

    public long IdleTicks { get; private set; }

    public long BusyTicks { get; private set; }

    /// <summary>Gets the calls that began to execute.</summary>
    public long Executions { get; set; }

    /// <summary>Gets or sets how many workers count as those that are always ready.</summary>
    public int AlwaysReadyWorkers { get; set; }

    /// <summary>Gets the metered activity of on-demand workers.</summary>
    public long MeteredOnDemandTicks { get; private set; }

    /// <summary>Gets the metered activity of always-ready workers.</summary>
    public long MeteredAlwaysReadyTicks { get; private set; }

    /// <summary>Gets the number of always-ready workers that are paid for, summed over time.</summary>
    public long AlwaysReadyTicks { get; private set; }

    public int Present => Starting + Idle + Busy;

    /// <summary>Adds the time since the last change.</summary>
    public void Accrue(long now)
    {
        long elapsed = now - _accruedTicks;
        StartingTicks += elapsed * Starting;
        IdleTicks += elapsed * Idle;
        BusyTicks += elapsed * Busy;
        AlwaysReadyTicks += elapsed * _alwaysReady;
        _accruedTicks = now;
    }

    /// <summary>Changes how many workers do what.</summary>
    public void Change(long now, int starting, int idle, int busy)
    {
        Accrue(now);
        Starting += starting;
        Idle += idle;
        Busy += busy;
    }

    /// <summary>Changes how many workers are always-ready ones.</summary>
    public void SetAlwaysReady(long now, int workers)
    {
        Accrue(now);
        _alwaysReady = workers;
    }

    /// <summary>Adds metered activity.</summary>
    public void AddMetered(long ticks, bool alwaysReady)
    {
        MeteredAlwaysReadyTicks += alwaysReady ? ticks : 0;
        MeteredOnDemandTicks += alwaysReady ? 0 : ticks;
    }

    /// <summary>Forgets the time so far; the workers stay.</summary>
    public void Reset(long now)
    {
        Accrue(now);
        (StartingTicks, IdleTicks, BusyTicks, Executions) = (0, 0, 0, 0);
        (MeteredOnDemandTicks, MeteredAlwaysReadyTicks, AlwaysReadyTicks) = (0, 0, 0);
    }
}
