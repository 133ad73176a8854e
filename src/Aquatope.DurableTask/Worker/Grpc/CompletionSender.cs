using Grpc.Core;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Reports outcomes to the task hub, again and again as long as the trouble seems to be a passing one.</summary>
internal sealed class CompletionSender(WorkerContext context)
{
    private const int MaximumAttempts = 10;

    public Task SendAsync(P.ActivityResponse response, CancellationToken cancellation) =>
        RetryAsync(() => context.Client.CompleteActivityTaskAsync(response, cancellationToken: cancellation), cancellation);

    public Task SendAsync(P.EntityBatchResult result, CancellationToken cancellation) =>
        RetryAsync(() => context.Client.CompleteEntityTaskAsync(result, cancellationToken: cancellation), cancellation);

    public async Task SendAsync(P.OrchestratorResponse response, CancellationToken cancellation)
    {
        foreach (P.OrchestratorResponse chunk in
            ResponseChunks.Of(response, context.Options.CompleteOrchestrationWorkItemChunkSizeInBytes))
        {
            await RetryAsync(
                () => context.Client.CompleteOrchestratorTaskAsync(chunk, cancellationToken: cancellation), cancellation);
        }
    }

    public Task AbandonAsync(P.WorkItem item, CancellationToken cancellation)
    {
        string token = item.CompletionToken;
        return item.RequestCase switch
        {
            P.WorkItem.RequestOneofCase.OrchestratorRequest => RetryAsync(
                () => context.Client.AbandonTaskOrchestratorWorkItemAsync(
                    new P.AbandonOrchestrationTaskRequest { CompletionToken = token }, cancellationToken: cancellation),
                cancellation),
            P.WorkItem.RequestOneofCase.ActivityRequest => RetryAsync(
                () => context.Client.AbandonTaskActivityWorkItemAsync(
                    new P.AbandonActivityTaskRequest { CompletionToken = token }, cancellationToken: cancellation),
                cancellation),
            _ => RetryAsync(
                () => context.Client.AbandonTaskEntityWorkItemAsync(
                    new P.AbandonEntityTaskRequest { CompletionToken = token }, cancellationToken: cancellation),
                cancellation),
        };
    }

    private async Task RetryAsync<T>(Func<AsyncUnaryCall<T>> send, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await send();
                return;
            }
            catch (RpcException failure) when (attempt < MaximumAttempts && IsPassing(failure.StatusCode))
            {
                TimeSpan delay = context.Options.CompletionBackoff.Delay(attempt, context.Jitter);
                await Task.Delay(delay, context.TimeProvider, cancellation);
            }
        }
    }

    private static bool IsPassing(StatusCode status) =>
        status is StatusCode.Unavailable or StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Internal;
}
