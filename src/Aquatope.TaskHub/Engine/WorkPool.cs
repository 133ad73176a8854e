namespace Aquatope.TaskHub.Engine;

/// <summary>
/// The work of one task hub and the streams that take it. Nothing of this is stored: after a restart all open
/// work is ready again. Owned by the engine's thread.
/// </summary>
internal sealed class WorkPool(EngineContext context)
{
    private static readonly string Epoch = Guid.NewGuid().ToString("N");

    private readonly Dictionary<(WorkItemKind, string, string, string), WorkQueue> _queues = [];
    private readonly Dictionary<string, WorkEntry> _tokens = [];
    private readonly List<WorkQueue> _ready = [];
    private readonly List<WorkerStream> _streams = [];

    public IReadOnlyList<WorkerStream> Streams => _streams;

    /// <summary>Gets or sets whether work is no longer handed out.</summary>
    public bool Stopped { get; set; }

    /// <summary>Gets what connected workers hold, with the tokens that complete it.</summary>
    public IEnumerable<(WorkEntry Entry, string? Token)> Held =>
        _streams.SelectMany(stream => stream.Entries).Select(entry => (entry, entry.Token));

    /// <summary>Returns the state of every queue, by kind, name and version.</summary>
    public List<WorkQueueState> Observe()
    {
        DateTimeOffset now = context.Now;
        return [.. _queues.Values
            .Select(queue => queue.Observe(now))
            .GroupBy(state => (state.Kind, state.Name, state.Version))
            .Select(states => states.Aggregate(Together))
            .OrderBy(state => state.Kind)
            .ThenBy(state => state.Name, StringComparer.Ordinal)
            .ThenBy(state => state.Version, StringComparer.Ordinal)];
    }

    public void Connect(WorkerStream stream)
    {
        _streams.Add(stream);
        foreach (WorkQueue queue in _queues.Values)
        {
            if (stream.Takes(queue))
            {
                queue.Streams.Add(stream);
            }
        }
    }

    /// <summary>Takes a stream out; what it held is ready again, in its old place.</summary>
    /// <returns>What was not put back, because it is larger than every worker can receive.</returns>
    public List<WorkEntry> Disconnect(WorkerStream stream)
    {
        List<WorkEntry> tooLarge = [];
        if (!_streams.Remove(stream))
        {
            return tooLarge;
        }

        foreach (WorkQueue queue in _queues.Values)
        {
            queue.Streams.Remove(stream);
        }

        foreach (WorkEntry entry in stream.Entries.OrderBy(entry => entry.Place).ToArray())
        {
            LetGo(entry);
            if (entry.Dropped)
            {
                ForgetToken(entry);
            }
            else if (entry.SentBytes > MessageSize.Usual)
            {
                tooLarge.Add(entry);
            }
            else
            {
                Place(entry, entry.Place);
            }
        }

        return tooLarge;
    }

    /// <summary>Puts an entry at the end of its queue.</summary>
    public void Enqueue(WorkEntry entry)
    {
        entry.Place = context.NewSequence();
        Place(entry, entry.Place);
    }

    /// <summary>Returns what a token completes, or null. The entry stays where it is until <see cref="Finish"/>.</summary>
    public T? Find<T>(string token)
        where T : WorkEntry =>
        _tokens.TryGetValue(token, out WorkEntry? entry) ? entry as T : null;

    /// <summary>Takes an entry from its worker or queue, because it is done or dropped.</summary>
    public void Finish(WorkEntry entry)
    {
        LetGo(entry);
        ForgetToken(entry);
        QueueOf(entry).Remove(entry);
    }

    /// <summary>Takes an entry from its worker without putting it back into a queue.</summary>
    public void TakeBack(WorkEntry entry)
    {
        LetGo(entry);
        ForgetToken(entry);
    }

    /// <summary>Hands out what is ready, oldest first, to the least loaded of the workers that may take it.</summary>
    public void Pump()
    {
        while (!Stopped && Next() is var (queue, entry, stream))
        {
            queue.Remove(entry);
            Hand(queue, entry, stream);
        }
    }

    /// <summary>Forgets all work, but not the streams. What they hold counts as lost.</summary>
    public void Reset()
    {
        foreach (WorkerStream stream in _streams)
        {
            foreach (WorkEntry entry in stream.Entries.ToArray())
            {
                stream.Release(entry);
            }
        }

        _tokens.Clear();
        _queues.Clear();
        _ready.Clear();
    }

    /// <summary>Queues that differ only in the version their orchestrations have are one to the observer.</summary>
    private static WorkQueueState Together(WorkQueueState one, WorkQueueState other) => one with
    {
        Backlog = one.Backlog + other.Backlog,
        Active = one.Active + other.Active,
        OldestAge = one.OldestAge > other.OldestAge ? one.OldestAge : other.OldestAge,
        Workers = Math.Max(one.Workers, other.Workers),
    };

    private (WorkQueue, WorkEntry, WorkerStream)? Next()
    {
        (WorkQueue, WorkEntry, WorkerStream)? best = null;
        long bestTicket = long.MaxValue;
        for (int i = _ready.Count - 1; i >= 0; i--)
        {
            WorkQueue queue = _ready[i];
            if (queue.Peek() is not { } head)
            {
                queue.Listed = false;
                _ready[i] = _ready[^1];
                _ready.RemoveAt(_ready.Count - 1);
            }
            else if (head.Ticket < bestTicket && queue.LeastLoaded() is { } stream)
            {
                best = (queue, head, stream);
                bestTicket = head.Ticket;
            }
        }

        return best;
    }

    private void Hand(WorkQueue queue, WorkEntry entry, WorkerStream stream)
    {
        if (entry.Dropped || entry.Build(context, stream) is not { } item)
        {
            ForgetToken(entry);
            return;
        }

        ForgetToken(entry);
        entry.Token = string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{context.NewSequence()}");
        item.CompletionToken = entry.Token;
        _tokens.Add(entry.Token, entry);
        entry.Holder = stream;
        stream.Hold(entry);
        stream.LastGiven = context.NewSequence();
        queue.Active++;

        // A stream that has just ended refuses; its disconnection, which follows, puts the entry back.
        stream.Send(item);
    }

    private void Place(WorkEntry entry, long ticket)
    {
        if (entry.Ready == 0)
        {
            entry.Ready = context.Now.UtcTicks;
        }

        WorkQueue queue = QueueOf(entry);
        queue.Enqueue(entry, ticket);
        if (!queue.Listed)
        {
            queue.Listed = true;
            _ready.Add(queue);
        }
    }

    private void LetGo(WorkEntry entry)
    {
        if (entry.Holder is { } holder)
        {
            holder.Release(entry);
            entry.Holder = null;
            QueueOf(entry).Active--;
        }
    }

    private void ForgetToken(WorkEntry entry)
    {
        if (entry.Token is { } token)
        {
            _tokens.Remove(token);
            entry.Token = null;
        }
    }

    private WorkQueue QueueOf(WorkEntry entry)
    {
        (WorkItemKind, string, string, string) key = (entry.Kind, entry.Name, entry.Version, entry.InheritedVersion);
        if (!_queues.TryGetValue(key, out WorkQueue? queue))
        {
            queue = new WorkQueue(entry);
            queue.Streams.AddRange(_streams.Where(stream => stream.Takes(queue)));
            _queues.Add(key, queue);
        }

        return queue;
    }
}
