using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Operations of one entity, in either form of the protocol.</summary>
internal sealed record EntityBatch(
    string InstanceId, string? State, IReadOnlyList<P.OperationRequest> Operations, IReadOnlyList<P.OperationInfo> Infos)
{
    public static EntityBatch Of(P.EntityBatchRequest request) =>
        new(request.InstanceId, request.EntityState, request.Operations, []);

    public static EntityBatch Of(P.EntityRequest request)
    {
        List<P.OperationRequest> operations = [];
        List<P.OperationInfo> infos = [];
        foreach (P.HistoryEvent received in request.OperationRequests)
        {
            if (received.EntityOperationSignaled is { } signal)
            {
                operations.Add(Operation(signal.RequestId, signal.Operation, signal.Input));
                infos.Add(new P.OperationInfo { RequestId = signal.RequestId });
            }
            else if (received.EntityOperationCalled is { } call)
            {
                operations.Add(Operation(call.RequestId, call.Operation, call.Input));
                infos.Add(new P.OperationInfo
                {
                    RequestId = call.RequestId,
                    ResponseDestination = new P.OrchestrationInstance
                    {
                        InstanceId = call.ParentInstanceId ?? string.Empty,
                        ExecutionId = call.ParentExecutionId,
                    },
                });
            }
        }

        return new(request.InstanceId, request.EntityState, operations, infos);
    }

    private static P.OperationRequest Operation(string requestId, string name, string? input) =>
        new() { RequestId = requestId, Operation = name, Input = input };
}
