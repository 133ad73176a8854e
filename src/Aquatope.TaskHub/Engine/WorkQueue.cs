namespace Aquatope.TaskHub.Engine;

/// <summary>The waiting work of one kind, name and version, oldest first, and the streams that may take it.</summary>
internal sealed class WorkQueue(WorkItemKind kind, string name, string version)
{
    private readonly PriorityQueue<(WorkEntry Entry, long Ticket), long> _waiting = new();

    public WorkItemKind Kind { get; } = kind;

    public string Name { get; } = name;

    public string Version { get; } = version;

    /// <summary>Gets the streams whose filters accept this work, in order of connection.</summary>
    public List<WorkerStream> Streams { get; } = [];

    /// <summary>Gets the number of waiting entries.</summary>
    public int Count { get; private set; }

    /// <summary>Gets or sets the number of entries that workers hold.</summary>
    public int Active { get; set; }

    /// <summary>Gets or sets whether it is in the list of queues with work.</summary>
    public bool Listed { get; set; }

    public WorkQueueState Observe(DateTimeOffset now)
    {
        TimeSpan age = Peek() is { } oldest ? TimeSpan.FromTicks(Math.Max(0, now.UtcTicks - oldest.Ready)) : TimeSpan.Zero;
        return new WorkQueueState(Kind, Name, Version, Count, age, Active, Streams.Count);
    }

    public void Enqueue(WorkEntry entry, long ticket)
    {
        entry.Ticket = ticket;
        _waiting.Enqueue((entry, ticket), ticket);
        Count++;
    }

    /// <summary>Takes an entry out of the queue, wherever it is. Its place is cleared when it comes up.</summary>
    public void Remove(WorkEntry entry)
    {
        if (entry.Ticket != 0)
        {
            entry.Ticket = 0;
            Count--;
        }
    }

    public WorkEntry? Peek()
    {
        while (_waiting.TryPeek(out (WorkEntry Entry, long Ticket) head, out _))
        {
            if (head.Entry.Ticket == head.Ticket)
            {
                return head.Entry;
            }

            _waiting.Dequeue();
        }

        return null;
    }

    /// <summary>Returns the stream with room that holds least of this kind; the longest without new work among equals.</summary>
    public WorkerStream? LeastLoaded()
    {
        WorkerStream? best = null;
        foreach (WorkerStream stream in Streams)
        {
            if (stream.HasRoom(Kind) && (best is null || Compare(stream, best) < 0))
            {
                best = stream;
            }
        }

        return best;
    }

    private int Compare(WorkerStream left, WorkerStream right)
    {
        int load = left.Held(Kind).CompareTo(right.Held(Kind));
        return load != 0 ? load : left.LastGiven.CompareTo(right.LastGiven);
    }
}
