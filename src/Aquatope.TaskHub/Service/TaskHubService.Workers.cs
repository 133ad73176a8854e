using Aquatope.TaskHub.Engine;
using Grpc.Core;

namespace Aquatope.TaskHub.Service;

/// <content>What workers call.</content>
internal sealed partial class TaskHubService
{
    public override async Task<CompleteTaskResponse> CompleteActivityTask(ActivityResponse request, ServerCallContext context)
    {
        _check.Payloads(request);
        await Run(context, hub => engine.Orchestrations.CompleteActivity(hub, request.CompletionToken, request));
        return new CompleteTaskResponse();
    }

    public override async Task<CompleteTaskResponse> CompleteOrchestratorTask(OrchestratorResponse request, ServerCallContext context)
    {
        _check.Check(request);
        await Run(context, hub => engine.Orchestrations.CompleteTurn(hub, request.CompletionToken, request));
        return new CompleteTaskResponse();
    }

    public override async Task<AbandonActivityTaskResponse> AbandonTaskActivityWorkItem(AbandonActivityTaskRequest request, ServerCallContext context)
    {
        await Run(context, hub => engine.Orchestrations.Abandon<ActivityEntry>(hub, request.CompletionToken));
        return new AbandonActivityTaskResponse();
    }

    public override async Task<AbandonOrchestrationTaskResponse> AbandonTaskOrchestratorWorkItem(
        AbandonOrchestrationTaskRequest request, ServerCallContext context)
    {
        await Run(context, hub => engine.Orchestrations.Abandon<TurnEntry>(hub, request.CompletionToken));
        return new AbandonOrchestrationTaskResponse();
    }

    public override async Task<CompleteTaskResponse> CompleteEntityTask(EntityBatchResult request, ServerCallContext context)
    {
        _check.Check(request);
        await Run(context, hub => engine.Entities.Complete(hub, request.CompletionToken, request));
        return new CompleteTaskResponse();
    }

    public override async Task<AbandonEntityTaskResponse> AbandonTaskEntityWorkItem(AbandonEntityTaskRequest request, ServerCallContext context)
    {
        await Run(context, hub => engine.Orchestrations.Abandon<EntityEntry>(hub, request.CompletionToken));
        return new AbandonEntityTaskResponse();
    }

    public override async Task GetWorkItems(GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context)
    {
        string name = HubName(context);
        var stream = new WorkerStream(context.RequestHeaders.GetValue("workerid") ?? context.Peer, request);
        HubState hub = await engine.RunAsync(() =>
        {
            HubState found = engine.Hub(name);
            found.Work.Connect(stream);
            return found;
        });
        try
        {
            // Headers tell the worker that it is connected; otherwise it would learn so with its first work.
            await context.WriteResponseHeadersAsync([]);
            await SendAsync(stream, responseStream, context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The worker has gone.
        }
        finally
        {
            await engine.RunAsync(() =>
            {
                engine.Disconnect(hub, stream);
                return true;
            });
        }
    }

    private async Task SendAsync(WorkerStream stream, IServerStreamWriter<WorkItem> to, CancellationToken cancellation)
    {
        Task<bool> more = stream.Items.WaitToReadAsync(cancellation).AsTask();
        while (true)
        {
            using var pinging = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Task ping = Task.Delay(options.Limits.HealthPingInterval, options.TimeProvider, pinging.Token);
            if (await Task.WhenAny(more, ping) == ping)
            {
                await to.WriteAsync(new WorkItem { HealthPing = new HealthPing() }, cancellation);
                continue;
            }

            await pinging.CancelAsync();
            if (!await more)
            {
                return;
            }

            while (stream.Items.TryRead(out WorkItem? item))
            {
                await to.WriteAsync(item, cancellation);
            }

            more = stream.Items.WaitToReadAsync(cancellation).AsTask();
        }
    }
}
