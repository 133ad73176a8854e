using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>Hubs, instances, history, inbox, tasks and timers.</summary>
internal sealed partial class HubStore
{
    public void InsertHub(long hub, string name, long created) =>
        Write("INSERT INTO hubs VALUES(?1, ?2, ?3)", hub, name, created);

    public void InsertInstance(InstanceRow row, string? input)
    {
        Write(
            "INSERT INTO instances VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            row.Key, row.Hub, row.Id, row.ExecutionId, row.Name, row.Version, (int)row.Status, row.Turns, row.Created,
            row.Updated, row.Completed, row.Scheduled, row.Parent?.InstanceId, row.Parent?.ExecutionId,
            row.Parent?.TaskId, row.CustomStatus, row.Tags);
        Write("INSERT INTO payloads VALUES(?1, ?2, NULL, NULL)", row.Key, input);
    }

    public void UpdateTurn(long key, OrchestrationStatus status, int turns, long updated, string? customStatus) =>
        Write(
            "UPDATE instances SET status = ?2, turns = ?3, updated = ?4, custom_status = ?5 WHERE key = ?1",
            key, (int)status, turns, updated, customStatus);

    public void CompleteInstance(long key, OrchestrationStatus status, long completed, PayloadRow result)
    {
        Write("UPDATE instances SET status = ?2, completed = ?3, updated = ?3 WHERE key = ?1", key, (int)status, completed);
        if (result.Output is not null || result.Failure is not null)
        {
            Write("UPDATE payloads SET output = ?2, failure = ?3 WHERE key = ?1", key, result.Output, result.Failure);
        }
    }

    /// <summary>Makes an ended instance a running one again.</summary>
    public void ReopenInstance(long key, string execution, string? parentExecution, long updated)
    {
        Write(
            "UPDATE instances SET status = ?2, execution = ?3, parent_execution = ?4, completed = NULL, updated = ?5 WHERE key = ?1",
            key, (int)OrchestrationStatus.Running, execution, parentExecution, updated);
        Write("UPDATE payloads SET output = NULL, failure = NULL WHERE key = ?1", key);
    }

    public void UpdateParentExecution(long key, string execution) =>
        Write("UPDATE instances SET parent_execution = ?2 WHERE key = ?1", key, execution);

    public void ContinueInstance(long key, string execution, string? version, string? input, byte[]? tags)
    {
        Write("UPDATE instances SET execution = ?2, version = ?3, tags = ?4 WHERE key = ?1", key, execution, version, tags);
        Write("UPDATE payloads SET input = ?2 WHERE key = ?1", key, input);
    }

    public void DeleteInstance(long key)
    {
        Write("DELETE FROM instances WHERE key = ?1", key);
        Write("DELETE FROM payloads WHERE key = ?1", key);
        DeleteHistory(key);
        DeleteInbox(key, long.MaxValue);
        DeleteTimers(key);
        DeleteTasks(key);
    }

    public InstanceRow? FindInstance(long hub, string id)
    {
        using SqliteDataReader rows = Query(
            $"SELECT {RowReader.InstanceColumns} FROM instances i WHERE i.hub = ?1 AND i.id = ?2", hub, id);
        return rows.Read() ? RowReader.Instance(rows) : null;
    }

    public PayloadRow ReadPayload(long key)
    {
        using SqliteDataReader rows = Query("SELECT input, output, failure FROM payloads WHERE key = ?1", key);
        return rows.Read()
            ? new PayloadRow(RowReader.Text(rows, 0), RowReader.Text(rows, 1), RowReader.Bytes(rows, 2))
            : new PayloadRow(null, null, null);
    }

    public IReadOnlyList<string> FindChildren(long hub, string parentId)
    {
        var ids = new List<string>();
        using SqliteDataReader rows = Query("SELECT id FROM instances WHERE hub = ?1 AND parent_id = ?2 ORDER BY key", hub, parentId);
        while (rows.Read())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    }

    public void InsertInbox(long key, long sequence, HistoryEvent historyEvent) =>
        Write("INSERT INTO inbox VALUES(?1, ?2, ?3)", key, sequence, historyEvent.ToByteArray());

    public void DeleteInbox(long key, long upTo) =>
        Write("DELETE FROM inbox WHERE key = ?1 AND sequence <= ?2", key, upTo);

    public List<(long Sequence, HistoryEvent Event)> ReadInbox(long key)
    {
        var events = new List<(long, HistoryEvent)>();
        using SqliteDataReader rows = Query("SELECT sequence, event FROM inbox WHERE key = ?1 ORDER BY sequence", key);
        while (rows.Read())
        {
            events.Add((rows.GetInt64(0), HistoryEvent.Parser.ParseFrom(rows.GetFieldValue<byte[]>(1))));
        }

        return events;
    }

    /// <summary>Appends the events of a turn and returns their size in bytes.</summary>
    public int InsertHistory(long key, int turn, IReadOnlyList<HistoryEvent> events)
    {
        byte[] encoded = Encode(events);
        Write("INSERT INTO history VALUES(?1, ?2, ?3)", key, turn, encoded);
        return encoded.Length;
    }

    public void DeleteHistory(long key) => Write("DELETE FROM history WHERE key = ?1", key);

    /// <summary>Reads the whole history of an instance into <paramref name="events"/> and returns its size in bytes.</summary>
    public int ReadHistory(long key, List<HistoryEvent> events)
    {
        int bytes = 0;
        using SqliteDataReader rows = Query("SELECT events FROM history WHERE key = ?1 ORDER BY turn", key);
        while (rows.Read())
        {
            byte[] encoded = rows.GetFieldValue<byte[]>(0);
            bytes += encoded.Length;
            events.AddRange(HistoryChunk.Parser.ParseFrom(encoded).Events);
        }

        return bytes;
    }

    public void InsertTask(TaskRow task, ActivityRequest request) =>
        Write(
            "INSERT INTO tasks VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            task.Key, task.Sequence, task.Hub, task.Name, task.Version, task.Ready, request.ToByteArray());

    public void DeleteTask(long key, long sequence) =>
        Write("DELETE FROM tasks WHERE key = ?1 AND sequence = ?2", key, sequence);

    public void DeleteTasks(long key) => Write("DELETE FROM tasks WHERE key = ?1", key);

    public ActivityRequest? ReadTask(long key, long sequence)
    {
        using SqliteDataReader rows = Query("SELECT request FROM tasks WHERE key = ?1 AND sequence = ?2", key, sequence);
        return rows.Read() ? ActivityRequest.Parser.ParseFrom(rows.GetFieldValue<byte[]>(0)) : null;
    }

    public void InsertTimer(TimerRow timer) =>
        Write("INSERT INTO timers VALUES(?1, ?2, ?3, ?4)", timer.Key, timer.Sequence, timer.Due, timer.TimerId);

    public void DeleteTimer(long key, long sequence) =>
        Write("DELETE FROM timers WHERE key = ?1 AND sequence = ?2", key, sequence);

    public void DeleteTimers(long key) => Write("DELETE FROM timers WHERE key = ?1", key);
}
