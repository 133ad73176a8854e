namespace Aquatope.Simulation;

/// <summary>One worker of a pool.</summary>
internal struct Worker
{
    /// <summary>The pool's index.</summary>
    public int Pool;

    /// <summary>The workers of its pool with the same resources.</summary>
    public WorkerUsage Usage;

    /// <summary>How many calls it executes.</summary>
    public int Executing;

    /// <summary>Neighbours in the list of workers with as many calls; -1: none.</summary>
    public int Previous;

    /// <summary>See <see cref="Previous"/>.</summary>
    public int Next;

    /// <summary>When it became able to take calls; <see cref="long.MaxValue"/> before.</summary>
    public long ReadyTicks;

    /// <summary>While it starts: how long it stays if nothing is to be done, or -1 where the policy decides. While it is idle: when its keep-alive ends.</summary>
    public long KeepTicks;

    /// <summary>The host that it is on.</summary>
    public int Host;

    /// <summary>Whether it counts as an always-ready one.</summary>
    public bool AlwaysReady;

    /// <summary>When it began to be busy.</summary>
    public long BusySinceTicks;

    /// <summary>Until when its activity has been metered.</summary>
    public long MeteredUntilTicks;
}
