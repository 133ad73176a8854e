using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>What an orchestrator asks of the task hub at the end of a turn.</summary>
/// <param name="Actions">The actions, in the order of their IDs.</param>
/// <param name="CustomStatus">The serialized custom status; null for none.</param>
internal sealed record ReplayResult(IReadOnlyList<P.OrchestratorAction> Actions, string? CustomStatus);
