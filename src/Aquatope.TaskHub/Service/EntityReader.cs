using Aquatope.TaskHub.Storage;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Service;

/// <summary>Answers questions about entities from what is committed.</summary>
internal sealed class EntityReader(HubReader reader)
{
    private const int DefaultPage = 100;

    private const string Columns =
        "e.id, e.state, e.updated, e.lock_owner, (SELECT COUNT(*) FROM operations o WHERE o.key = e.key)";

    /// <summary>Returns an entity that has a state, or is locked or has operations to do.</summary>
    public async Task<GetEntityResponse> GetAsync(long hub, GetEntityRequest request)
    {
        List<EntityMetadata> found = await reader.ReadAsync(
            $"SELECT {Columns} FROM entities e WHERE e.hub = $hub AND e.id = $id",
            row => Metadata(row, request.IncludeState),
            ("$hub", hub), ("$id", request.InstanceId));
        bool exists = found is [{ } only] && (only.BacklogQueueSize > 0 || only.LockedBy is not null || await HasStateAsync(hub, request.InstanceId));
        return new GetEntityResponse { Exists = exists, Entity = exists ? found[0] : null };
    }

    public async Task<QueryEntitiesResponse> QueryAsync(long hub, EntityQuery query)
    {
        int page = query.PageSize is > 0 ? query.PageSize.Value : DefaultPage;
        List<EntityMetadata> found = await reader.ReadAsync(
            $"SELECT {Columns} FROM entities e WHERE e.hub = $hub AND e.id > $after " +
            "AND substr(e.id, 1, length($prefix)) = $prefix AND e.updated >= $from AND e.updated <= $to " +
            "AND ($transient OR e.state IS NOT NULL) ORDER BY e.id LIMIT $page",
            row => Metadata(row, query.IncludeState),
            ("$hub", hub),
            ("$after", query.ContinuationToken ?? string.Empty),
            ("$prefix", query.InstanceIdStartsWith ?? string.Empty),
            ("$from", query.LastModifiedFrom?.ToDateTimeOffset().UtcTicks ?? 0),
            ("$to", query.LastModifiedTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue),
            ("$transient", query.IncludeTransient),
            ("$page", page));
        return new QueryEntitiesResponse
        {
            Entities = { found },
            ContinuationToken = found.Count == page ? found[^1].InstanceId : null,
        };
    }

    private async Task<bool> HasStateAsync(long hub, string id) =>
        (await reader.ReadAsync(
            "SELECT 1 FROM entities WHERE hub = $hub AND id = $id AND state IS NOT NULL", row => row.GetInt64(0), ("$hub", hub), ("$id", id))).Count > 0;

    private static EntityMetadata Metadata(SqliteDataReader row, bool state) => new()
    {
        InstanceId = row.GetString(0),
        SerializedState = state ? RowReader.Text(row, 1) : null,
        LastModifiedTime = InstanceReader.Stamp(row.GetInt64(2)),
        LockedBy = RowReader.Text(row, 3),
        BacklogQueueSize = row.GetInt32(4),
    };
}
