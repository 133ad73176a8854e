using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>The history of one open instance in memory.</summary>
internal sealed class CachedHistory
{
    public List<HistoryEvent> Events { get; } = [];

    public int Bytes { get; set; }

    public LinkedListNode<OpenInstance>? Node { get; set; }
}

/// <summary>Keeps recently used histories in memory, up to a number of bytes; the store has all of them.</summary>
internal sealed class HistoryCache(HubStore store, long capacity)
{
    private readonly LinkedList<OpenInstance> _recent = new();
    private long _bytes;

    /// <summary>Returns an instance's history, from the store where necessary.</summary>
    public CachedHistory Get(OpenInstance instance)
    {
        if (instance.History is not { } history)
        {
            history = new CachedHistory();
            if (instance.Turns > 0)
            {
                history.Bytes = store.ReadHistory(instance.Key, history.Events);
            }

            _bytes += history.Bytes;
            instance.History = history;
        }

        Touch(instance, history);
        return history;
    }

    /// <summary>Adds the events of a committed turn to a cached history.</summary>
    public void Append(OpenInstance instance, IReadOnlyList<HistoryEvent> events, int bytes)
    {
        // A history that is not in memory is complete in the store; it is read when next needed.
        if (instance.History is { } history)
        {
            history.Events.AddRange(events);
            history.Bytes += bytes;
            _bytes += bytes;
            Evict(instance);
        }
    }

    /// <summary>Forgets an instance's history.</summary>
    public void Drop(OpenInstance instance)
    {
        if (instance.History is { } history)
        {
            _bytes -= history.Bytes;
            if (history.Node is { } node)
            {
                _recent.Remove(node);
            }

            instance.History = null;
        }
    }

    private void Touch(OpenInstance instance, CachedHistory history)
    {
        if (history.Node is { } node)
        {
            _recent.Remove(node);
            _recent.AddLast(node);
        }
        else
        {
            history.Node = _recent.AddLast(instance);
        }

        Evict(instance);
    }

    private void Evict(OpenInstance spared)
    {
        while (_bytes > capacity && _recent.First is { } oldest)
        {
            if (oldest.Value == spared)
            {
                if (_recent.Count == 1)
                {
                    return;
                }

                _recent.RemoveFirst();
                _recent.AddLast(oldest);
                continue;
            }

            Drop(oldest.Value);
        }
    }
}
