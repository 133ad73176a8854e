namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator, replayed, did something else than its history records; a retry cannot help.</summary>
public sealed class NonDeterministicOrchestrationException : OrchestrationException
{
    internal NonDeterministicOrchestrationException(string instanceId, int eventId, string recorded, string replayed)
        : base(
            $"Orchestration '{instanceId}' diverged from its history at event {eventId}: recorded {recorded}, replayed " +
            $"{replayed}. Either its code changed while the instance was running (restore the earlier code path, or branch " +
            "on the instance version), or it is not deterministic (take time, GUIDs, delays and I/O from its context and " +
            "its activities only).") => EventId = eventId;
}
