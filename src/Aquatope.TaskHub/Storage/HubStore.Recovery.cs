using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>What a starting hub reads: everything that is open, without payloads.</summary>
internal sealed partial class HubStore
{
    public IEnumerable<(long Hub, string Name)> ReadHubs()
    {
        using SqliteDataReader rows = Query("SELECT hub, name FROM hubs ORDER BY hub");
        while (rows.Read())
        {
            yield return (rows.GetInt64(0), rows.GetString(1));
        }
    }

    public IEnumerable<InstanceRow> ReadOpenInstances(long hub)
    {
        using SqliteDataReader rows = Query(
            $"SELECT {RowReader.InstanceColumns} FROM instances i WHERE i.hub = ?1 AND i.completed IS NULL ORDER BY i.key", hub);
        while (rows.Read())
        {
            yield return RowReader.Instance(rows);
        }
    }

    /// <summary>Returns the instances that have unread events, with the highest sequence number of each.</summary>
    public IEnumerable<(long Key, long Sequence)> ReadInboxKeys()
    {
        using SqliteDataReader rows = Query("SELECT key, MAX(sequence) FROM inbox GROUP BY key ORDER BY MIN(sequence)");
        while (rows.Read())
        {
            yield return (rows.GetInt64(0), rows.GetInt64(1));
        }
    }

    public IEnumerable<TaskRow> ReadTasks()
    {
        using SqliteDataReader rows = Query("SELECT key, sequence, hub, name, version, ready FROM tasks ORDER BY sequence");
        while (rows.Read())
        {
            yield return new TaskRow(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetString(3), RowReader.Text(rows, 4), rows.GetInt64(5));
        }
    }

    public IEnumerable<TimerRow> ReadTimers()
    {
        using SqliteDataReader rows = Query("SELECT key, sequence, due, timer FROM timers ORDER BY sequence");
        while (rows.Read())
        {
            yield return new TimerRow(
                rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.IsDBNull(3) ? null : rows.GetInt32(3));
        }
    }

    /// <summary>Returns whether there is an open instance with a key, whatever the list of open instances says.</summary>
    public bool IsOpen(long key)
    {
        using SqliteDataReader rows = Query("SELECT 1 FROM instances WHERE key = ?1 AND completed IS NULL", key);
        return rows.Read();
    }

    /// <summary>Returns the highest key ever given to a stored instance or entity; zero when there is none.</summary>
    public long ReadHighestKey()
    {
        using SqliteDataReader rows = Query(
            "SELECT MAX(IFNULL((SELECT MAX(key) FROM instances), 0), IFNULL((SELECT MAX(key) FROM entities), 0), " +
            "IFNULL((SELECT MAX(key) FROM tasks), 0))");
        return rows.Read() ? rows.GetInt64(0) : 0;
    }
}
