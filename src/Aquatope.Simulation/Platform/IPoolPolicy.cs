using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Port: decides how many workers of one function are warm, and what becomes of a worker that has nothing to do.</summary>
/// <remarks>
/// Workers beyond the warm target come on demand and go when their keep-alive ends; so a policy without targets is one of
/// keep-alive alone, and one without keep-alive one of targets alone.
/// </remarks>
/// <threadsafety>Called from the one thread of a simulation. An object serves one function in one simulation.</threadsafety>
public interface IPoolPolicy
{
    /// <summary>Gets the name, as results write it.</summary>
    string Name { get; }

    /// <summary>Gets how often <see cref="Decide"/> is called; positive.</summary>
    TimeSpan Interval { get; }

    /// <summary>Gets how many workers of the warm target are billed as always-ready ones; null: all of them. Default: null.</summary>
    int? AlwaysReady => null;

    /// <summary>Gets what decides how long idle workers stay and when they come back, for each level of load; null: nothing does. Default: null.</summary>
    /// <remarks>The pool tells it what calls need, and has as many workers warm beyond that as it says.</remarks>
    IdleSlots? IdleSlots => null;

    /// <summary>Decides the number of workers to keep, at the simulation's start and at the end of each interval.</summary>
    /// <param name="observation">What the last interval brought, and how the pool stands; at the start an interval of no length.</param>
    /// <returns>The warm target: workers to have whatever the load, busy ones among them; not negative.</returns>
    int Decide(in PoolObservation observation);

    /// <summary>Decides what becomes of a worker that has just become idle.</summary>
    /// <returns>
    /// How long it stays, from now on. With a pre-warming window it goes at once, and another is started at the end of the window
    /// and stays for the keep-alive from then on, unless a call had to have a worker started before.
    /// </returns>
    KeepAliveWindows AfterUse();

    /// <summary>Learns that a call has come to a function that had none in hand.</summary>
    /// <param name="idle">The time since the function's last call ended.</param>
    void ObserveIdleTime(TimeSpan idle);
}
