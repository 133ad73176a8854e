using Aquatope.TaskHub.Engine;
using Grpc.Core;

namespace Aquatope.TaskHub.Service;

/// <content>What operators call.</content>
internal sealed partial class TaskHubService
{
    /// <summary>The most instances that one call may name.</summary>
    private const int MaxInstances = 500;

    public override Task<RestartInstanceResponse> RestartInstance(RestartInstanceRequest request, ServerCallContext context)
    {
        string name = HubName(context);
        return engine.RunAsync(() => new RestartInstanceResponse { InstanceId = engine.Orchestrations.Restart(engine.Hub(name), request) });
    }

    public override async Task<RewindInstanceResponse> RewindInstance(RewindInstanceRequest request, ServerCallContext context)
    {
        _check.Payloads(request);
        await Run(context, hub => engine.Orchestrations.Rewind(hub, request));
        return new RewindInstanceResponse();
    }

    public override async Task<ListInstanceIdsResponse> ListInstanceIds(ListInstanceIdsRequest request, ServerCallContext context)
    {
        RequestCheck.Time(request.CompletedTimeFrom, "The earliest time of completion");
        RequestCheck.Time(request.CompletedTimeTo, "The latest time of completion");
        return await instances.ListAsync(await HubKeyAsync(context), request);
    }

    public override async Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context)
    {
        string name = HubName(context);
        switch (request.RequestCase)
        {
            case PurgeInstancesRequest.RequestOneofCase.InstanceId:
                return Purged(await PurgeAsync(name, [request.InstanceId], request.Recursive), complete: true);
            case PurgeInstancesRequest.RequestOneofCase.InstanceBatch:
                CheckBatch(request.InstanceBatch);
                return Purged(await PurgeAsync(name, request.InstanceBatch.InstanceIds, request.Recursive), complete: true);
            case PurgeInstancesRequest.RequestOneofCase.PurgeInstanceFilter:
                return await PurgeAsync(name, request.PurgeInstanceFilter, request.Recursive, context.CancellationToken);
            default:
                throw HubError.Invalid("A purge names an instance, a batch of instances or a filter.");
        }
    }

    public override Task<SkipGracefulOrchestrationTerminationsResponse> SkipGracefulOrchestrationTerminations(
        SkipGracefulOrchestrationTerminationsRequest request, ServerCallContext context)
    {
        _check.Payloads(request);
        InstanceBatch batch = request.InstanceBatch ?? new InstanceBatch();
        CheckBatch(batch);
        string name = HubName(context);
        return engine.RunAsync(() =>
        {
            HubState hub = engine.Hub(name);
            var response = new SkipGracefulOrchestrationTerminationsResponse();
            response.UnterminatedInstanceIds.Add(batch.InstanceIds.Where(id => !engine.Orchestrations.TerminateNow(hub, id, request.Reason)));
            return response;
        });
    }

    public override async Task<CreateTaskHubResponse> CreateTaskHub(CreateTaskHubRequest request, ServerCallContext context)
    {
        string name = HubName(context);
        await engine.RunAsync(() => engine.CreateHub(name, request.RecreateIfExists));
        return new CreateTaskHubResponse();
    }

    public override async Task<DeleteTaskHubResponse> DeleteTaskHub(DeleteTaskHubRequest request, ServerCallContext context)
    {
        string name = HubName(context);
        await engine.RunAsync(() =>
        {
            engine.DeleteHub(name);
            return true;
        });
        return new DeleteTaskHubResponse();
    }

    private Task<int> PurgeAsync(string name, IEnumerable<string> ids, bool recursive) => engine.RunAsync(() =>
    {
        HubState hub = engine.Hub(name);
        return ids.Sum(id => engine.Orchestrations.Purge(hub, id, recursive));
    });

    /// <summary>Purges by filter, a part at a time so that others have their turn, until nothing is left or the time is up.</summary>
    private async Task<PurgeInstancesResponse> PurgeAsync(string name, PurgeInstanceFilter filter, bool recursive, CancellationToken cancellation)
    {
        RequestCheck.Time(filter.CreatedTimeFrom, "The earliest creation time");
        RequestCheck.Time(filter.CreatedTimeTo, "The latest creation time");
        RequestCheck.Duration(filter.Timeout, "The timeout");
        TimeSpan? timeout = filter.Timeout?.ToTimeSpan();
        long started = options.TimeProvider.GetTimestamp();
        int purged = 0;
        while (true)
        {
            int now = await engine.RunAsync(() => engine.Orchestrations.Purge(engine.Hub(name), filter, recursive, MaxInstances));
            purged += now;
            if (now == 0)
            {
                return Purged(purged, complete: true);
            }

            cancellation.ThrowIfCancellationRequested();
            if (timeout > TimeSpan.Zero && options.TimeProvider.GetElapsedTime(started) >= timeout)
            {
                return Purged(purged, complete: false);
            }
        }
    }

    private static PurgeInstancesResponse Purged(int count, bool complete) => new() { DeletedInstanceCount = count, IsComplete = complete };

    private static void CheckBatch(InstanceBatch batch)
    {
        if (batch.InstanceIds.Count > MaxInstances)
        {
            throw HubError.Invalid($"A batch names at most {MaxInstances} instances; this one names {batch.InstanceIds.Count}.");
        }
    }
}
