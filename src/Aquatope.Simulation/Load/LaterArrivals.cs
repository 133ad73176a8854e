namespace Aquatope.Simulation;

/// <summary>What is left of arrivals from a moment on: the simulation begins then.</summary>
/// <param name="arrivals">The arrivals.</param>
/// <param name="from">The moment; not negative.</param>
public sealed class LaterArrivals(IArrivals arrivals, TimeSpan from) : IArrivals
{
    /// <inheritdoc/>
    public bool TryNext(out long ticks)
    {
        while (arrivals.TryNext(out long earlier))
        {
            if (earlier >= from.Ticks)
            {
                ticks = earlier - from.Ticks;
                return true;
            }
        }

        ticks = long.MaxValue;
        return false;
    }
}
