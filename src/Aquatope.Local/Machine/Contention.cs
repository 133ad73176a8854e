namespace Aquatope.Local;

/// <summary>Decides whether other processes took processor time that an execution was entitled to. Pure.</summary>
internal static class Contention
{
    // The counters have a resolution of 10 ms, and a machine that is a little idle has had room.
    private const double IdleShare = 0.05;

    /// <summary>Judges one execution.</summary>
    /// <param name="load">The machine's load.</param>
    /// <param name="span">When it started and ended: monotonic timestamps.</param>
    /// <param name="elapsed">The time between the two.</param>
    /// <param name="cpuTime">The processor time that its worker used meanwhile.</param>
    /// <param name="cpu">The worker's share, in vCPU.</param>
    /// <returns>True when the machine was used up, and what the others left was less than the worker's share.</returns>
    public static bool Affected(IMachineLoad load, (long Started, long Ended) span, TimeSpan elapsed, TimeSpan cpuTime, double cpu)
    {
        if (load.BusyBetween(span.Started, span.Ended) is not { } busy || elapsed <= TimeSpan.Zero)
        {
            return false;
        }

        TimeSpan capacity = elapsed * load.Processors;
        TimeSpan left = capacity - (busy - cpuTime);
        return capacity - busy < capacity * IdleShare && left < elapsed * (cpu * (1 - IdleShare));
    }
}
