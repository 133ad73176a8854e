using Aquatope.TaskHub.Engine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Aquatope.TaskHub.Service;

/// <summary>The gRPC face of the hub.</summary>
internal sealed partial class TaskHubService(HubEngine engine, InstanceReader instances, EntityReader entities, TaskHubServerOptions options)
    : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    /// <summary>The task hub of a caller that names none.</summary>
    public const string DefaultHub = "default";

    /// <summary>From this size a chunk of history is sent, well below the 4 MB that clients accept by default.</summary>
    private const int ChunkBytes = 512 * 1024;

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
        await instances.GetAsync(await HubKeyAsync(context), request);

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

    public override async Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context)
    {
        InstanceQuery query = request.Query ?? new InstanceQuery();
        RequestCheck.Check(query);
        return await instances.QueryAsync(await HubKeyAsync(context), query);
    }

    public override async Task StreamInstanceHistory(
        StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responseStream, ServerCallContext context)
    {
        var chunk = new HistoryChunk();
        int bytes = 0;
        await foreach (HistoryChunk turn in instances.HistoryAsync(await HubKeyAsync(context), request.InstanceId))
        {
            foreach (HistoryEvent e in turn.Events)
            {
                chunk.Events.Add(e);
                bytes += e.CalculateSize();
                if (bytes >= ChunkBytes)
                {
                    await responseStream.WriteAsync(chunk, context.CancellationToken);
                    chunk = new HistoryChunk();
                    bytes = 0;
                }
            }
        }

        if (bytes > 0)
        {
            await responseStream.WriteAsync(chunk, context.CancellationToken);
        }
    }

    private async Task<GetInstanceResponse> WaitAsync(GetInstanceRequest request, ServerCallContext context, bool untilEnd)
    {
        string name = HubName(context);
        (HubState hub, InstanceWaiter? waiter) = await engine.RunAsync(() =>
        {
            HubState found = engine.Hub(name);
            return (found, engine.Orchestrations.Wait(found, request.InstanceId, untilEnd));
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

        return await instances.GetAsync(hub.Key, request);
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
