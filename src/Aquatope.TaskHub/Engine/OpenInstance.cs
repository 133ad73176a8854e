using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>An orchestration that has not ended. Owned by the engine's thread.</summary>
internal sealed class OpenInstance
{
    public OpenInstance(HubState hub, InstanceRow row)
    {
        Hub = hub;
        Key = row.Key;
        Id = row.Id;
        Name = row.Name;
        ExecutionId = row.ExecutionId;
        Version = row.Version;
        Status = row.Status;
        Turns = row.Turns;
        Parent = row.Parent;
        CustomStatus = row.CustomStatus;
        Turn = new TurnEntry(this);
    }

    public HubState Hub { get; }

    public long Key { get; }

    public string Id { get; }

    public string Name { get; }

    public ParentLink? Parent { get; set; }

    public string ExecutionId { get; set; }

    public string? Version { get; set; }

    public OrchestrationStatus Status { get; set; }

    /// <summary>Gets or sets how many turns of this execution are committed.</summary>
    public int Turns { get; set; }

    public string? CustomStatus { get; set; }

    /// <summary>Gets or sets whether it waits for its scheduled start.</summary>
    public bool Delayed { get; set; }

    /// <summary>Gets or sets whether the instance has ended or been replaced; nothing may be added to it then.</summary>
    public bool Closed { get; set; }

    /// <summary>Gets or sets how many durable timers are pending.</summary>
    public int Timers { get; set; }

    /// <summary>Gets or sets the events not yet taken into history; null when they are in the store only.</summary>
    public List<(long Sequence, HistoryEvent Event)>? Inbox { get; set; }

    /// <summary>Gets or sets the sequence number of the newest event of the inbox; zero when it is empty.</summary>
    public long LastInbox { get; set; }

    /// <summary>Gets or sets the committed history; null when it is in the store only.</summary>
    public CachedHistory? History { get; set; }

    /// <summary>Gets or sets the span that all turns of this execution belong to; null when its workers do not trace.</summary>
    public OrchestrationTraceContext? Trace { get; set; }

    public TurnEntry Turn { get; }

    /// <summary>Returns the inbox, read from the store when it is not in memory.</summary>
    public List<(long Sequence, HistoryEvent Event)> LoadInbox(HubStore store) => Inbox ??= store.ReadInbox(Key);
}
