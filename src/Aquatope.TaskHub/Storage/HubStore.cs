using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>The writing side of the database: one connection, used by the engine's thread alone.</summary>
internal sealed partial class HubStore : IDisposable
{
    /// <summary>SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE.</summary>
    private const int NoCheckpointOnClose = 1006;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = [];
    private bool _open;

    public HubStore(SqliteConnection connection) => _connection = connection;

    /// <summary>Gets or sets what runs before each write and before each commit; tests let it fail there.</summary>
    internal Action<string>? BeforeWrite { get; set; }

    /// <summary>Commits what has been written since the last commit. Does nothing when nothing was.</summary>
    public void Commit()
    {
        if (!_open)
        {
            return;
        }

        BeforeWrite?.Invoke("COMMIT");
        Get("COMMIT", 0).Run();
        _open = false;
    }

    /// <summary>Takes back what has been written since the last commit.</summary>
    public void Rollback()
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            // Some errors (a full disk, for one) have already rolled back.
            Get("ROLLBACK", 0).Run();
        }
    }

    /// <summary>Writes nothing more, not even what is in the write-ahead log when it is closed.</summary>
    public void LeaveAsIs()
    {
        if (_open)
        {
            _open = false;

            // What cannot be read cannot be rolled back either; it is not committed, which is enough.
            _ = SQLitePCL.raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        }

        _ = SQLitePCL.raw.sqlite3_db_config(_connection.Handle, NoCheckpointOnClose, 1, out _);
    }

    /// <summary>Moves the write-ahead log into the database file.</summary>
    public void Checkpoint() => Get("PRAGMA wal_checkpoint(TRUNCATE)", 0).Run();

    public void Dispose()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private int Write(string sql, params ReadOnlySpan<object?> values)
    {
        BeforeWrite?.Invoke(sql);
        if (!_open)
        {
            Get("BEGIN IMMEDIATE", 0).Run();
            _open = true;
        }

        return Get(sql, values.Length).Run(values);
    }

    private SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Get(sql, values.Length).Read(values);

    private Statement Get(string sql, int parameters)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
        {
            statement = new Statement(_connection, sql, parameters);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    private static byte[] Encode(IReadOnlyList<HistoryEvent> events)
    {
        var chunk = new HistoryChunk();
        chunk.Events.AddRange(events);
        return chunk.ToByteArray();
    }
}
