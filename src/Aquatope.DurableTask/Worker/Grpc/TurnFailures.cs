using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Makes the answers of turns that failed before or after the orchestrator ran.</summary>
internal static class TurnFailures
{
    public static P.OrchestratorAction Complete(P.TaskFailureDetails failure) => new()
    {
        CompleteOrchestration = new P.CompleteOrchestrationAction
        {
            OrchestrationStatus = P.OrchestrationStatus.Failed,
            Result = failure.ErrorMessage,
            FailureDetails = failure,
        },
    };

    public static P.OrchestratorResponse Response(string instanceId, P.TaskFailureDetails failure) =>
        new() { InstanceId = instanceId, Actions = { Complete(failure) } };
}
