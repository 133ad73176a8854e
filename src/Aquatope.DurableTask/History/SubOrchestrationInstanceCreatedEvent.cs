namespace DurableTask.Core.History;

/// <summary>A sub-orchestration was created.</summary>
/// <param name="eventId">The ID of the event.</param>
public sealed class SubOrchestrationInstanceCreatedEvent(int eventId) : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    /// <summary>Gets the ID of the child.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Gets the name of the orchestrator.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the version; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the serialized input; null for none.</summary>
    public string? Input { get; init; }
}
