namespace DurableTask.Core.History;

/// <summary>The execution started.</summary>
/// <param name="eventId">The ID of the event.</param>
/// <param name="input">The serialized input; null for none.</param>
public sealed class ExecutionStartedEvent(int eventId, string? input) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionStarted;

    /// <summary>Gets or sets the instance.</summary>
    public OrchestrationInstance? OrchestrationInstance { get; set; }

    /// <summary>Gets or sets the parent; null for none.</summary>
    public ParentInstance? ParentInstance { get; set; }

    /// <summary>Gets or sets the name of the orchestrator.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the version; null for none.</summary>
    public string? Version { get; set; }

    /// <summary>Gets or sets the serialized input; null for none.</summary>
    public string? Input { get; set; } = input;

    /// <summary>Gets or sets when the start was due; null for at once.</summary>
    public DateTime? ScheduledStartTime { get; set; }

    /// <summary>Gets or sets the tags; null for none.</summary>
    public IDictionary<string, string>? Tags { get; set; }
}
