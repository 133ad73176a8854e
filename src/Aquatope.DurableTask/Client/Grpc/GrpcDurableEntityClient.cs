using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Client.Grpc;

/// <summary>Signals, reads and manages entities by gRPC.</summary>
internal sealed class GrpcDurableEntityClient(
    string name, DataConverter converter, P.TaskHubSidecarService.TaskHubSidecarServiceClient client) : DurableEntityClient(name)
{
    public override Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        ThrowIfDefault(id);
        P.SignalEntityRequest request = new()
        {
            InstanceId = id.ToString(),
            RequestId = Guid.NewGuid().ToString(),
            Name = operationName,
            Input = converter.Serialize(input),
            ScheduledTime = Moment(options?.SignalTime),
            RequestTime = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            ParentTraceContext = Activity.Current is { Id: { } current } activity
                ? new P.TraceContext { TraceParent = current, TraceState = activity.TraceStateString }
                : null,
        };
        return GrpcCalls.InvokeAsync(
            nameof(SignalEntityAsync), () => client.SignalEntityAsync(request, cancellationToken: cancellation), cancellation);
    }

    public override async Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FetchAsync(id, includeState, cancellation) is { } entity ? ToMetadata(entity, includeState) : null;

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FetchAsync(id, includeState, cancellation) is { } entity ? ToMetadata<T>(entity, includeState) : null;

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) =>
        Query(filter ?? new(), ToMetadata);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) =>
        Query(filter ?? new(), ToMetadata<T>);

    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null,
        bool continueUntilComplete = true,
        CancellationToken cancellation = default)
    {
        CleanEntityStorageRequest what = request ?? CleanEntityStorageRequest.Default;
        CleanEntityStorageResult done = new() { ContinuationToken = what.ContinuationToken };
        do
        {
            P.CleanEntityStorageResponse response = await GrpcCalls.InvokeAsync(
                nameof(CleanEntityStorageAsync),
                () => client.CleanEntityStorageAsync(
                    new P.CleanEntityStorageRequest
                    {
                        RemoveEmptyEntities = what.RemoveEmptyEntities,
                        ReleaseOrphanedLocks = what.ReleaseOrphanedLocks,
                        ContinuationToken = done.ContinuationToken,
                    },
                    cancellationToken: cancellation),
                cancellation);
            done = new CleanEntityStorageResult
            {
                EmptyEntitiesRemoved = done.EmptyEntitiesRemoved + response.EmptyEntitiesRemoved,
                OrphanedLocksReleased = done.OrphanedLocksReleased + response.OrphanedLocksReleased,
                ContinuationToken = response.ContinuationToken,
            };
        }
        while (continueUntilComplete && done.ContinuationToken is not null);
        return done;
    }

    private static Timestamp? Moment(DateTimeOffset? moment) =>
        moment is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    private static void ThrowIfDefault(EntityInstanceId id)
    {
        if (id == default)
        {
            throw new ArgumentException("The entity needs a name.", nameof(id));
        }
    }

    private async Task<P.EntityMetadata?> FetchAsync(EntityInstanceId id, bool includeState, CancellationToken cancellation)
    {
        ThrowIfDefault(id);
        P.GetEntityRequest request = new() { InstanceId = id.ToString(), IncludeState = includeState };
        P.GetEntityResponse response = await GrpcCalls.InvokeAsync(
            nameof(GetEntityAsync), () => client.GetEntityAsync(request, cancellationToken: cancellation), cancellation);
        return response.Exists ? response.Entity : null;
    }

    private AsyncPageable<T> Query<T>(EntityQuery filter, Func<P.EntityMetadata, bool, T> select)
        where T : notnull => Pageable.Create(async (continuation, pageSize, cancellation) =>
        {
            P.EntityQuery query = new()
            {
                InstanceIdStartsWith = filter.InstanceIdStartsWith ?? string.Empty,
                LastModifiedFrom = Moment(filter.LastModifiedFrom),
                LastModifiedTo = Moment(filter.LastModifiedTo),
                IncludeState = filter.IncludeState,
                IncludeTransient = filter.IncludeTransient,
                PageSize = pageSize ?? filter.PageSize,
                ContinuationToken = continuation ?? filter.ContinuationToken,
            };
            P.QueryEntitiesResponse response = await GrpcCalls.InvokeAsync(
                nameof(GetAllEntitiesAsync),
                () => client.QueryEntitiesAsync(new P.QueryEntitiesRequest { Query = query }, cancellationToken: cancellation),
                cancellation);
            return new Page<T>(
                [.. response.Entities.Select(entity => select(entity, filter.IncludeState))], response.ContinuationToken);
        });

    private EntityMetadata ToMetadata(P.EntityMetadata entity, bool includeState) => new(
        EntityInstanceId.FromString(entity.InstanceId),
        includeState && entity.SerializedState is { } state ? new SerializedData(state, converter) : null)
    {
        LastModifiedTime = entity.LastModifiedTime?.ToDateTimeOffset() ?? default,
        BacklogQueueSize = entity.BacklogQueueSize,
        LockedBy = entity.LockedBy,
    };

    private EntityMetadata<T> ToMetadata<T>(P.EntityMetadata entity, bool includeState)
    {
        var id = EntityInstanceId.FromString(entity.InstanceId);
        DateTimeOffset changed = entity.LastModifiedTime?.ToDateTimeOffset() ?? default;

        // Without a state the other constructor: the default of a value type is not null.
        return includeState && entity.SerializedState is { } state
            ? new(id, converter.Deserialize<T>(state))
            {
                LastModifiedTime = changed,
                BacklogQueueSize = entity.BacklogQueueSize,
                LockedBy = entity.LockedBy,
            }
            : new(id)
            {
                LastModifiedTime = changed,
                BacklogQueueSize = entity.BacklogQueueSize,
                LockedBy = entity.LockedBy,
            };
    }
}
