using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Workers of one pool with the same resources, and the time they were there.</summary>
/// <remarks>Times are whole ticks summed over workers, so nothing is lost by adding small to large.</remarks>
internal sealed class WorkerUsage(ResourceConfiguration configuration, long sinceTicks)
{
    private long _accruedTicks = sinceTicks;

    public ResourceConfiguration Configuration => configuration;

    public int Starting { get; private set; }

    public int Idle { get; private set; }

    public int Busy { get; private set; }

    public long StartingTicks { get; private set; }

    public long IdleTicks { get; private set; }

    public long BusyTicks { get; private set; }

    /// <summary>Gets the calls that began to execute.</summary>
    public long Executions { get; set; }

    public int Present => Starting + Idle + Busy;

    /// <summary>Adds the time since the last change.</summary>
    public void Accrue(long now)
    {
        long elapsed = now - _accruedTicks;
        StartingTicks += elapsed * Starting;
        IdleTicks += elapsed * Idle;
        BusyTicks += elapsed * Busy;
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

    /// <summary>Forgets the time so far; the workers stay.</summary>
    public void Reset(long now)
    {
        Accrue(now);
        (StartingTicks, IdleTicks, BusyTicks, Executions) = (0, 0, 0, 0);
    }
}
