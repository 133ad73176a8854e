namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator, replayed, did something else than its history records; a retry cannot help.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="eventId">The ID of the first event that differs.</param>
/// <param name="recorded">What the history records.</param>
/// <param name="replayed">What the orchestrator did this time.</param>
public sealed class NonDeterministicOrchestrationException(
    string instanceId, int eventId, string recorded, string replayed)
    : Exception(
        $"Orchestration '{instanceId}' diverged from its history at event {eventId}: recorded {recorded}, replayed " +
        $"{replayed}. Either its code changed while the instance was running (restore the earlier code path, or branch " +
        "on the instance version), or it is not deterministic (take time, GUIDs, delays and I/O from its context and " +
        "its activities only).")
{
    /// <summary>Gets the instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Gets the ID of the first event that differs.</summary>
    public int EventId { get; } = eventId;

    /// <summary>Gets what the history records.</summary>
    public string Recorded { get; } = recorded;

    /// <summary>Gets what the orchestrator did this time.</summary>
    public string Replayed { get; } = replayed;
}
