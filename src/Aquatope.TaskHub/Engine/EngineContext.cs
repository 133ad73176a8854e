using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>What the parts of the engine share. Owned by the engine's thread.</summary>
internal sealed class EngineContext
{
    private readonly List<Action> _afterCommit = [];
    private long _lastKey;
    private long _lastSequence;

    public EngineContext(HubStore store, TimeProvider clock, TaskHubLimits limits)
    {
        Store = store;
        Clock = clock;
        Limits = limits;
        Histories = new HistoryCache(store, limits.HistoryCacheBytes);
    }

    public HubStore Store { get; }

    public TimeProvider Clock { get; }

    public TaskHubLimits Limits { get; }

    public HistoryCache Histories { get; private set; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Returns the key of a new instance or entity.</summary>
    public long NewKey() => ++_lastKey;

    /// <summary>Returns a number higher than any before; it orders events, work and timers.</summary>
    public long NewSequence() => ++_lastSequence;

    /// <summary>Makes <see cref="NewSequence"/> go on above a stored number.</summary>
    public void SawSequence(long sequence) => _lastSequence = Math.Max(_lastSequence, sequence);

    /// <summary>Runs an action once what has been written is committed; never if it is not.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public void Committed()
    {
        // An action may lead to others only by way of a command, so the list does not grow meanwhile.
        foreach (Action action in _afterCommit)
        {
            action();
        }

        _afterCommit.Clear();
    }

    /// <summary>Forgets everything that the store may contradict.</summary>
    public void Reset()
    {
        _afterCommit.Clear();
        Histories = new HistoryCache(Store, Limits.HistoryCacheBytes);
        _lastKey = Store.ReadHighestKey();
    }
}
