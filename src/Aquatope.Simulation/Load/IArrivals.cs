namespace Aquatope.Simulation;

/// <summary>When calls arrive, one after another.</summary>
/// <threadsafety>Not thread-safe, and good for one simulation: it remembers how far it got.</threadsafety>
public interface IArrivals
{
    /// <summary>Returns the next arrival.</summary>
    /// <param name="ticks">Its moment, in ticks of 100 nanoseconds since the simulation began; never before the one returned last.</param>
    /// <returns>Whether there is another.</returns>
    bool TryNext(out long ticks);
}
