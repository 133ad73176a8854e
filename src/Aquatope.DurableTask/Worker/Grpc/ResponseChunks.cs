using System.Globalization;
using Microsoft.DurableTask.Worker.Replay;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Cuts the answer of a turn into parts that fit into one message each.</summary>
internal static class ResponseChunks
{
    public static IEnumerable<P.OrchestratorResponse> Of(P.OrchestratorResponse response, int maximumBytes)
    {
        if (response.CalculateSize() <= maximumBytes)
        {
            return [response];
        }

        return response.Actions.FirstOrDefault(action => action.CalculateSize() > maximumBytes) is { } tooLarge
            ? [Refusal(response, tooLarge, maximumBytes)]
            : Cut(response, maximumBytes);
    }

    private static IEnumerable<P.OrchestratorResponse> Cut(P.OrchestratorResponse response, int maximumBytes)
    {
        int next = 0;
        for (int index = 0; next < response.Actions.Count; index++)
        {
            P.OrchestratorResponse chunk = new()
            {
                InstanceId = response.InstanceId,
                CustomStatus = response.CustomStatus,
                CompletionToken = response.CompletionToken,
                OrchestrationTraceContext = index == 0 ? response.OrchestrationTraceContext : null,
                NumEventsProcessed = index == 0 ? null : 0,
            };
            for (int bytes = 0; next < response.Actions.Count; next++)
            {
                bytes += response.Actions[next].CalculateSize();
                if (bytes > maximumBytes && chunk.Actions.Count > 0)
                {
                    break;
                }

                chunk.Actions.Add(response.Actions[next]);
            }

#pragma warning disable CS0612 // Deprecated, and still how parts are told apart.
            chunk.IsPartial = next < response.Actions.Count;
            chunk.ChunkIndex = index;
#pragma warning restore CS0612
            yield return chunk;
        }
    }

    private static P.OrchestratorResponse Refusal(P.OrchestratorResponse response, P.OrchestratorAction action, int maximumBytes)
    {
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Action {action.Id} ({action.OrchestratorActionTypeCase}) of orchestration '{response.InstanceId}' has " +
            $"{action.CalculateSize()} bytes; the limit is {maximumBytes}. Pass large data by reference.");
        return new P.OrchestratorResponse
        {
            InstanceId = response.InstanceId,
            CompletionToken = response.CompletionToken,
            OrchestrationTraceContext = response.OrchestrationTraceContext,
            Actions =
            {
                TurnFailures.Complete(
                    ProtocolFailures.NonRetriable(typeof(InvalidOperationException).FullName!, message)),
            },
        };
    }
}
