using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>A stored entity. Times are UTC ticks.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Hub">The key of its task hub.</param>
/// <param name="Id">Its id, <c>@name@key</c>.</param>
/// <param name="State">Its state; null when it has none.</param>
/// <param name="Updated">When its state was last written.</param>
/// <param name="LockedBy">The critical section that holds its lock.</param>
/// <param name="LockOwner">The orchestration that is in the critical section.</param>
internal sealed record EntityRow(long Key, long Hub, string Id, string? State, long Updated, string? LockedBy, string? LockOwner);

/// <summary>Entities and their operations.</summary>
internal sealed partial class HubStore
{
    private const string EntityColumns = "e.key, e.hub, e.id, e.state, e.updated, e.locked_by, e.lock_owner";

    public void InsertEntity(EntityRow row) =>
        Write("INSERT INTO entities VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", row.Key, row.Hub, row.Id, row.State, row.Updated, row.LockedBy, row.LockOwner);

    public void UpdateEntityState(long key, string? state, long updated) =>
        Write("UPDATE entities SET state = ?2, updated = ?3 WHERE key = ?1", key, state, updated);

    public void UpdateEntityLock(long key, string? lockedBy, string? owner) =>
        Write("UPDATE entities SET locked_by = ?2, lock_owner = ?3 WHERE key = ?1", key, lockedBy, owner);

    public void DeleteEntity(long key)
    {
        Write("DELETE FROM entities WHERE key = ?1", key);
        Write("DELETE FROM operations WHERE key = ?1", key);
    }

    public EntityRow? FindEntity(long hub, string id)
    {
        using SqliteDataReader rows = Query($"SELECT {EntityColumns} FROM entities e WHERE e.hub = ?1 AND e.id = ?2", hub, id);
        return rows.Read() ? Entity(rows) : null;
    }

    /// <summary>Returns the entities of a task hub that have operations to do, now or later.</summary>
    public IEnumerable<EntityRow> ReadBusyEntities(long hub) => ReadEntities(
        $"SELECT {EntityColumns} FROM entities e WHERE e.hub = ?1 AND EXISTS(SELECT 1 FROM operations o WHERE o.key = e.key) ORDER BY e.key", hub);

    public IEnumerable<EntityRow> ReadLockedEntities(long hub) =>
        ReadEntities($"SELECT {EntityColumns} FROM entities e WHERE e.hub = ?1 AND e.locked_by IS NOT NULL ORDER BY e.key", hub);

    public void InsertOperation(long key, long sequence, long? due, HistoryEvent operation) =>
        Write("INSERT INTO operations VALUES(?1, ?2, ?3, ?4)", key, sequence, due, operation.ToByteArray());

    public void DeleteOperation(long key, long sequence) =>
        Write("DELETE FROM operations WHERE key = ?1 AND sequence = ?2", key, sequence);

    public List<(long Sequence, long? Due, HistoryEvent Event)> ReadOperations(long key)
    {
        var operations = new List<(long, long?, HistoryEvent)>();
        using SqliteDataReader rows = Query("SELECT sequence, due, event FROM operations WHERE key = ?1 ORDER BY sequence", key);
        while (rows.Read())
        {
            operations.Add((rows.GetInt64(0), RowReader.Long(rows, 1), HistoryEvent.Parser.ParseFrom(rows.GetFieldValue<byte[]>(2))));
        }

        return operations;
    }

    private IEnumerable<EntityRow> ReadEntities(string sql, long hub)
    {
        using SqliteDataReader rows = Query(sql, hub);
        while (rows.Read())
        {
            yield return Entity(rows);
        }
    }

    private static EntityRow Entity(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), RowReader.Text(row, 3), row.GetInt64(4), RowReader.Text(row, 5), RowReader.Text(row, 6));
}
