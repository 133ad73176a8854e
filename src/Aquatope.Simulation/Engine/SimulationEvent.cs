namespace Aquatope.Simulation;

/// <summary>Something that happens at one moment of virtual time.</summary>
/// <param name="Ticks">The moment, in ticks of 100 nanoseconds since the simulation began.</param>
/// <param name="Sequence">How many events were scheduled before this one.</param>
/// <param name="Kind">What happens; of events at the same moment those of lesser kinds come first.</param>
/// <param name="Subject">What it happens to; kinds say what that is.</param>
/// <param name="Argument">A detail; kinds say what that is.</param>
public readonly record struct SimulationEvent(long Ticks, long Sequence, int Kind, int Subject, int Argument)
{
    /// <summary>Returns whether this event comes before another: by time, then kind, then order of scheduling.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether it does; the order is total, because no two events of an engine share a sequence number.</returns>
    internal bool Precedes(in SimulationEvent other)
    {
        if (Ticks != other.Ticks)
        {
            return Ticks < other.Ticks;
        }

        return Kind != other.Kind ? Kind < other.Kind : Sequence < other.Sequence;
    }
}
