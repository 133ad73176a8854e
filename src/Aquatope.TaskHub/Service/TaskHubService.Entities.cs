using Grpc.Core;

namespace Aquatope.TaskHub.Service;

/// <content>What clients do with entities.</content>
internal sealed partial class TaskHubService
{
    public override async Task<SignalEntityResponse> SignalEntity(SignalEntityRequest request, ServerCallContext context)
    {
        _check.Check(request);
        await Run(context, hub => engine.Entities.Signal(hub, request));
        return new SignalEntityResponse();
    }

    public override async Task<GetEntityResponse> GetEntity(GetEntityRequest request, ServerCallContext context) =>
        await entities.GetAsync(await HubKeyAsync(context), request);

    public override async Task<QueryEntitiesResponse> QueryEntities(QueryEntitiesRequest request, ServerCallContext context)
    {
        EntityQuery query = request.Query ?? new EntityQuery();
        RequestCheck.Time(query.LastModifiedFrom, "The earliest time of change");
        RequestCheck.Time(query.LastModifiedTo, "The latest time of change");
        return await entities.QueryAsync(await HubKeyAsync(context), query);
    }

    public override Task<CleanEntityStorageResponse> CleanEntityStorage(CleanEntityStorageRequest request, ServerCallContext context)
    {
        string name = HubName(context);
        return engine.RunAsync(() => engine.Entities.Clean(engine.Hub(name), request));
    }
}
