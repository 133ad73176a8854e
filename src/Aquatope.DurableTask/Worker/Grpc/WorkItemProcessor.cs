using Grpc.Core;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Runs one work item and reports its outcome; what cannot be run goes back to the task hub.</summary>
internal sealed partial class WorkItemProcessor(WorkerContext context)
{
    private readonly CompletionSender _sender = new(context);
    private readonly OrchestratorRunner _orchestrators = new(context);
    private readonly ActivityRunner _activities = new(context);
    private readonly EntityRunner _entities = new(context);

    public async Task ProcessAsync(P.WorkItem item, CancellationToken aborting)
    {
        try
        {
            if (!await TryProcessAsync(item, aborting))
            {
                await AbandonAsync(item, aborting);
            }
        }
        catch (Exception) when (aborting.IsCancellationRequested)
        {
            // The closed stream gives the item back.
        }
        catch (RpcException refused)
        {
            // The task hub has taken the item back, or is gone; either way it will be run again.
            LogOutcomeRefused(context.Logger, Describe(item), refused.Status.Detail);
        }
#pragma warning disable CA1031 // The boundary of the worker: an item that cannot be run must not end the process.
        catch (Exception unexpected)
#pragma warning restore CA1031
        {
            LogUnexpected(context.Logger, unexpected, Describe(item));
            await AbandonAsync(item, aborting);
        }
    }

    private async Task<bool> TryProcessAsync(P.WorkItem item, CancellationToken aborting)
    {
        switch (item.RequestCase)
        {
            case P.WorkItem.RequestOneofCase.OrchestratorRequest:
                if (await _orchestrators.RunAsync(item.OrchestratorRequest, aborting) is not { } turn)
                {
                    return false;
                }

                turn.CompletionToken = item.CompletionToken;
                await _sender.SendAsync(turn, aborting);
                return true;
            case P.WorkItem.RequestOneofCase.ActivityRequest:
                if (await _activities.RunAsync(item.ActivityRequest) is not { } activity)
                {
                    return false;
                }

                activity.CompletionToken = item.CompletionToken;
                await _sender.SendAsync(activity, aborting);
                return true;
            case P.WorkItem.RequestOneofCase.EntityRequest:
            case P.WorkItem.RequestOneofCase.EntityRequestV2:
                EntityBatch batch = item.EntityRequest is { } legacy ? EntityBatch.Of(legacy) : EntityBatch.Of(item.EntityRequestV2);
                P.EntityBatchResult result = await _entities.RunAsync(batch);
                result.CompletionToken = item.CompletionToken;
                await _sender.SendAsync(result, aborting);
                return true;
            default:
                LogUnknownItem(context.Logger, item.RequestCase.ToString());
                return true;
        }
    }

    private async Task AbandonAsync(P.WorkItem item, CancellationToken aborting)
    {
        string description = Describe(item);
        LogAbandoning(context.Logger, description);
        try
        {
            await _sender.AbandonAsync(item, aborting);
        }
        catch (Exception failure) when (failure is RpcException or OperationCanceledException)
        {
            LogOutcomeRefused(context.Logger, description, failure.Message);
        }
    }

    private static string Describe(P.WorkItem item) => item.RequestCase switch
    {
        P.WorkItem.RequestOneofCase.OrchestratorRequest => $"orchestration '{item.OrchestratorRequest.InstanceId}'",
        P.WorkItem.RequestOneofCase.ActivityRequest =>
            $"activity '{item.ActivityRequest.Name}' of '{item.ActivityRequest.OrchestrationInstance?.InstanceId}'",
        P.WorkItem.RequestOneofCase.EntityRequest => $"entity '{item.EntityRequest.InstanceId}'",
        P.WorkItem.RequestOneofCase.EntityRequestV2 => $"entity '{item.EntityRequestV2.InstanceId}'",
        _ => item.RequestCase.ToString(),
    };
}
