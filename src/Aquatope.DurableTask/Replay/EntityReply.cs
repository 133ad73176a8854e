namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>The answer to an entity call.</summary>
/// <param name="Output">The serialized result; null for none.</param>
/// <param name="Failure">Why the operation failed; null when it succeeded.</param>
internal sealed record EntityReply(string? Output, TaskFailureDetails? Failure);
