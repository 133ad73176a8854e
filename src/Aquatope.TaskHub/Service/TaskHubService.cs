using Aquatope.TaskHub.Engine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Aquatope.TaskHub.Service;

/// <summary>The gRPC face of the hub.</summary>
internal sealed class TaskHubService(HubEngine engine, InstanceReader reader, TaskHubServerOptions options)
    : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    /// <summary>The task hub of a caller that names none.</summary>
    public const string DefaultHub = "default";

    private readonly RequestCheck _check = new(options.Limits);

    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context)
    {
        if (string.IsNullOrEmpty(request.InstanceId))
        {
            request.InstanceId = Guid.NewGuid().ToString("N");
        }

        _check.Check(request);
        await Run(context, hub => engine.Orchestrations.Start(hub, request));
        return new CreateInstanceResponse { InstanceId = request.InstanceId };
    }

    public override async Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) =>
        await reader.GetAsync(await HubKeyAsync(context), request);

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) =>
        WaitAsync(request, context, untilEnd: false);

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) =>
        WaitAsync(request, context, untilEnd: true);

    public override async Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context)
    {
        _check.Payloads(request);
        await RaiseAsync(context, request.InstanceId, HistoryEvents.EventRaised(options.TimeProvider.GetUtcNow(), request.Name, request.Input));
        return new RaiseEventResponse();
    }

    public override async Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context)
    {
        _check.Payloads(request);
        await Run(context, hub => engine.Orchestrations.Terminate(hub, request));
        return new TerminateResponse();
    }

    public override async Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context)
    {
        _check.Payloads(request);
        await RaiseAsync(context, request.InstanceId, HistoryEvents.Suspended(options.TimeProvider.GetUtcNow(), request.Reason));
        return new SuspendResponse();
    }

    public override async Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context)
    {
        _check.Payloads(request);
        await RaiseAsync(context, request.InstanceId, HistoryEvents.Resumed(options.TimeProvider.GetUtcNow(), request.Reason));
        return new ResumeResponse();
    }

    public override async Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context)
    {
        string name = HubName(context);
        int purged = await engine.RunAsync(() => engine.Orchestrations.Purge(engine.Hub(name), request.InstanceId));
        return new PurgeInstancesResponse { DeletedInstanceCount = purged, IsComplete = true };
    }

    public override async Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context)
    {
        InstanceQuery query = request.Query ?? new InstanceQuery();
        RequestCheck.Check(query);
        return await reader.QueryAsync(await HubKeyAsync(context), query);
    }

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

    public override async Task StreamInstanceHistory(
        StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responseStream, ServerCallContext context)
    {
        foreach (HistoryEvent[] events in (await reader.HistoryAsync(await HubKeyAsync(context), request.InstanceId)).Chunk(1000))
        {
            await responseStream.WriteAsync(new HistoryChunk { Events = { events } }, context.CancellationToken);
        }
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
                hub.Work.Disconnect(stream);
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

    private async Task<GetInstanceResponse> WaitAsync(GetInstanceRequest request, ServerCallContext context, bool untilEnd)
    {
        string name = HubName(context);
        (HubState hub, InstanceWaiter? waiter) = await engine.RunAsync(() =>
        {
            HubState found = engine.Hub(name);
            return (found, Orchestrations.Wait(found, request.InstanceId, untilEnd));
        });
        if (waiter is not null)
        {
            try
            {
                await waiter.Done.WaitAsync(context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                await engine.RunAsync(() =>
                {
                    hub.StopWaiting(waiter);
                    return true;
                });
                throw;
            }
        }

        return await reader.GetAsync(hub.Key, request);
    }

    private Task<bool> RaiseAsync(ServerCallContext context, string instanceId, HistoryEvent raised) =>
        Run(context, hub => engine.Orchestrations.Raise(hub, instanceId, raised));

    private Task<bool> Run(ServerCallContext context, Action<HubState> command)
    {
        string name = HubName(context);
        return engine.RunAsync(() =>
        {
            command(engine.Hub(name));
            return true;
        });
    }

    private Task<long> HubKeyAsync(ServerCallContext context)
    {
        string name = HubName(context);
        return engine.RunAsync(() => engine.Hub(name).Key);
    }

    private static string HubName(ServerCallContext context) =>
        context.RequestHeaders.GetValue("taskhub") is { Length: > 0 } name ? name : DefaultHub;
}
