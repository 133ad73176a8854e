namespace DurableTask.Core.History;

/// <summary>A sub-orchestration was created.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class SubOrchestrationInstanceCreatedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    /// <summary>Gets or sets the ID of the child.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Gets or sets the name of the orchestrator.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the version; null for none.</summary>
    public string? Version { get; set; }

    /// <summary>Gets or sets the serialized input; null for none.</summary>
    public string? Input { get; set; }

    /// <summary>Gets or sets the tags; null for none.</summary>
    public IDictionary<string, string>? Tags { get; set; }
}
