using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>Checks, creates and opens the database file, and keeps other hubs off it.</summary>
internal sealed class HubDatabase : IDisposable
{
    private const int HeaderBytes = 100;

    /// <summary>Up to this size a file is checked whole, which takes tenths of a second.</summary>
    private const long FullCheckBytes = 64L * 1024 * 1024;

    private readonly FileStream _lock;

    private HubDatabase(string path, FileStream fileLock)
    {
        Path = path;
        _lock = fileLock;
    }

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; }

    /// <summary>Takes the file for this hub: refuses what is not ours or damaged, and creates what is absent.</summary>
    public static HubDatabase Take(string database)
    {
        string path = System.IO.Path.GetFullPath(database);
        FileStream fileLock = Lock(path);
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > 0)
            {
                CheckHeader(path);
                CheckContent(path);
            }
            else
            {
                Create(path);
            }
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }

        return new HubDatabase(path, fileLock);
    }

    /// <summary>Opens the one connection that writes.</summary>
    public SqliteConnection OpenWriter(Durability durability)
    {
        SqliteConnection connection = Open(Path, SqliteOpenMode.ReadWrite);
        string synchronous = durability == Durability.Full ? "FULL" : "NORMAL";
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=" + synchronous);
        Execute(connection, "PRAGMA wal_autocheckpoint=4000");
        Execute(connection, "PRAGMA cache_size=-65536");
        return connection;
    }

    /// <summary>Opens a connection that reads what is committed.</summary>
    public SqliteConnection OpenReader() => Open(Path, SqliteOpenMode.ReadOnly);

    /// <summary>Returns what to throw when the content turns out to be unreadable.</summary>
    public TaskHubDatabaseException Damaged(SqliteException cause) => Damaged(Path, cause);

    public void Dispose() => _lock.Dispose();

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql, 0);
        statement.Run();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            string? folder = System.IO.Path.GetDirectoryName(path);
            if (folder is { Length: > 0 })
            {
                Directory.CreateDirectory(folder);
            }

            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskHubDatabaseException(path,
                $"The task hub database '{path}' cannot be taken: {e.Message} " +
                "Stop the other hub that uses it, or choose another file.", e);
        }
    }

    private static void Create(string path)
    {
        try
        {
            // The marks go into the file itself, not into a write-ahead log, so that they can be checked
            // before SQLite touches anything. Hence the change of the journal comes last.
            using SqliteConnection connection = Open(path, SqliteOpenMode.ReadWriteCreate);
            Execute(connection, "PRAGMA page_size=8192");
            using (SqliteTransaction transaction = connection.BeginTransaction())
            {
                using SqliteCommand command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = HubSchema.Create;
                command.ExecuteNonQuery();
                command.CommandText = string.Create(CultureInfo.InvariantCulture,
                    $"PRAGMA application_id={HubSchema.ApplicationId}; PRAGMA user_version={HubSchema.Version}");
                command.ExecuteNonQuery();
                transaction.Commit();
            }

            Execute(connection, "PRAGMA journal_mode=WAL");
        }
        catch (SqliteException e)
        {
            throw new TaskHubDatabaseException(path, $"The task hub database '{path}' cannot be created: {e.Message}", e);
        }
    }

    private static void CheckHeader(string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        long length = ReadHeader(path, header);
        if (!header.StartsWith("SQLite format 3\0"u8))
        {
            throw Refuse(path, "it is not an SQLite database");
        }

        int application = BinaryPrimitives.ReadInt32BigEndian(header[68..]);
        if (application != HubSchema.ApplicationId)
        {
            throw Refuse(path, $"it belongs to another program (application id {application:x8}, expected {HubSchema.ApplicationId:x8})");
        }

        int version = BinaryPrimitives.ReadInt32BigEndian(header[60..]);
        if (version != HubSchema.Version)
        {
            throw Refuse(path, $"it has version {version}, and this program reads version {HubSchema.Version}");
        }

        int page = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        long expected = (page == 1 ? 65536L : page) * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var log = new FileInfo(path + "-wal");
        if (length < expected && !(log.Exists && log.Length > 0))
        {
            throw Refuse(path, $"it is truncated ({length} bytes, expected {expected})");
        }
    }

    private static long ReadHeader(string path, Span<byte> header)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            {
                throw Refuse(path, $"it has only {file.Length} bytes");
            }

            return file.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskHubDatabaseException(path, $"The task hub database '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static void CheckContent(string path)
    {
        try
        {
            using SqliteConnection connection = OpenUntouched(path);
            if (new FileInfo(path).Length <= FullCheckBytes)
            {
                Check(connection, path);
            }

            foreach (string table in (string[])["hubs", "instances", "payloads", "history", "inbox", "tasks", "timers", "entities", "operations"])
            {
                // One row of each table touches its root; a full check of a big file would take too long.
                Execute(connection, $"SELECT * FROM (SELECT * FROM {table} LIMIT 1)");
            }
        }
        catch (SqliteException e)
        {
            throw Damaged(path, e);
        }
    }

    private static void Check(SqliteConnection connection, string path)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok")
        {
            throw Refuse(path, "it is damaged");
        }
    }

    /// <summary>Opens a file for looking at it; without a log beside it, none is made.</summary>
    private static SqliteConnection OpenUntouched(string path) =>
        new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }
            ? Open(path, SqliteOpenMode.ReadOnly)
            : Open(new Uri(path).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly);

    private static TaskHubDatabaseException Damaged(string path, SqliteException e) => new(path,
        $"The task hub database '{path}' is damaged: {e.Message} It has not been changed. Restore it from a copy, or choose another file.", e);

    private static TaskHubDatabaseException Refuse(string path, string reason) =>
        new(path, $"The file '{path}' cannot be used as a task hub database: {reason}. It has not been changed. Choose another file.");

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Pooling would keep handles open behind our back and reuse per-connection settings.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        connection.Open();
        return connection;
    }
}
