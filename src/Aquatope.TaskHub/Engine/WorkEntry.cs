namespace Aquatope.TaskHub.Engine;

/// <summary>A piece of work: idle, waiting in a queue, or held by a worker's stream.</summary>
internal abstract class WorkEntry(HubState hub, WorkItemKind kind)
{
    public HubState Hub { get; } = hub;

    public WorkItemKind Kind { get; } = kind;

    /// <summary>Gets the name that filters select by.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the version that filters select by; empty for none.</summary>
    public abstract string Version { get; }

    /// <summary>
    /// Gets the version of the orchestration that asked for an activity of no version; empty otherwise. A worker that
    /// serves this version gets the activity too.
    /// </summary>
    public virtual string InheritedVersion => "";

    /// <summary>Gets or sets the place in the queue; zero when not queued.</summary>
    public long Ticket { get; set; }

    /// <summary>Gets or sets the place it was first given, which it gets back when its worker is lost.</summary>
    public long Place { get; set; }

    /// <summary>Gets or sets since when it could run, in UTC ticks.</summary>
    public long Ready { get; set; }

    /// <summary>Gets or sets the token that completes it. It outlives a lost stream until the work is handed out again.</summary>
    public string? Token { get; set; }

    /// <summary>Gets or sets the stream that holds it.</summary>
    public WorkerStream? Holder { get; set; }

    /// <summary>Gets or sets how often in a row workers gave it back.</summary>
    public int Abandoned { get; set; }

    /// <summary>Gets or sets whether it waits for a time before it is ready again.</summary>
    public bool Paused { get; set; }

    /// <summary>Gets or sets whether a worker was lost that had been sent more than every worker can receive.</summary>
    public bool TooLarge { get; set; }

    /// <summary>Gets the size of what was sent to its worker, in bytes; for looking at afterwards, because it costs time.</summary>
    public abstract long SentBytes { get; }

    /// <summary>Gets or sets whether it must not be handed out any more.</summary>
    public bool Dropped { get; set; }

    /// <summary>Notes that a worker has received and done it.</summary>
    public void Received()
    {
        Abandoned = 0;
        Paused = false;
        TooLarge = false;
    }

    /// <summary>Makes what is sent to a worker; null when there is nothing left to do.</summary>
    public abstract WorkItem? Build(EngineContext context, WorkerStream stream);
}
