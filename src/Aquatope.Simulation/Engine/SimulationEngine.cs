namespace Aquatope.Simulation;

/// <summary>Virtual time: events happen one after another, in a total order, at moments of a clock that no real one moves.</summary>
/// <param name="model">Makes the events happen.</param>
/// <threadsafety>Not thread-safe. One simulation runs on one thread, so its results do not depend on the number of cores.</threadsafety>
public sealed class SimulationEngine(ISimulationModel model)
{
    private readonly EventQueue _events = new();
    private long _sequence;

    /// <summary>Gets the present moment, in ticks of 100 nanoseconds since the simulation began.</summary>
    public long Now { get; private set; }

    /// <summary>Gets how many events have happened.</summary>
    public long EventsHandled { get; private set; }

    /// <summary>Gets how many events are yet to happen.</summary>
    public int EventsPending => _events.Count;

    /// <summary>Schedules an event.</summary>
    /// <param name="ticks">Its moment; not before <see cref="Now"/>.</param>
    /// <param name="kind">What happens; of events at the same moment those of lesser kinds come first, then those scheduled first.</param>
    /// <param name="subject">What it happens to.</param>
    /// <param name="argument">A detail.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ticks"/> is in the past.</exception>
    public void Schedule(long ticks, int kind, int subject, int argument)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticks, Now);
        _events.Enqueue(new SimulationEvent(ticks, _sequence++, kind, subject, argument));
    }

    /// <summary>Makes everything happen that is scheduled before a moment, and sets the clock to it.</summary>
    /// <param name="ticks">The moment; events at it are left for the next call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ticks"/> is in the past.</exception>
    public void RunUntil(long ticks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticks, Now);
        while (_events.NextTicks < ticks)
        {
            SimulationEvent next = _events.Dequeue();
            Now = next.Ticks;
            EventsHandled++;
            model.Handle(next);
        }

        Now = ticks;
    }
}
