using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>Deletion in bulk.</summary>
internal sealed partial class HubStore
{
    /// <summary>Returns the ids of ended instances that match a filter, those that ended first before the others.</summary>
    public List<string> FindEnded(long hub, PurgeInstanceFilter filter, int most)
    {
        // A set of statuses as a number, so that the text of the statement is always the same.
        long statuses = filter.RuntimeStatus.Count == 0 ? -1 : filter.RuntimeStatus.Aggregate(0L, (set, status) => set | (1L << (int)status));
        var ids = new List<string>();
        using SqliteDataReader rows = Query(
            "SELECT id FROM instances WHERE hub = ?1 AND completed IS NOT NULL AND created >= ?2 AND created <= ?3 " +
            "AND (?4 & (1 << status)) <> 0 ORDER BY completed, id LIMIT ?5",
            hub, filter.CreatedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0, filter.CreatedTimeTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue,
            statuses, most);
        while (rows.Read())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    }

    /// <summary>Deletes a task hub with all that is in it.</summary>
    public void DeleteHub(long hub)
    {
        foreach (string table in (string[])["payloads", "history", "inbox", "timers"])
        {
            Write($"DELETE FROM {table} WHERE key IN (SELECT key FROM instances WHERE hub = ?1)", hub);
        }

        Write("DELETE FROM operations WHERE key IN (SELECT key FROM entities WHERE hub = ?1)", hub);
        foreach (string table in (string[])["tasks", "entities", "instances", "hubs"])
        {
            Write($"DELETE FROM {table} WHERE hub = ?1", hub);
        }
    }
}
