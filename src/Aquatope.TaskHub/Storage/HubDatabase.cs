using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>Checks, creates and opens the database file, and keeps other hubs off it.</summary>
internal sealed partial class HubDatabase : IDisposable
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly FileStream _lock;

    private HubDatabase(string path, FileStream fileLock)
    {
        Path = path;
        _lock = fileLock;
    }

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; }

    /// <summary>Takes the file for this hub: refuses what is not ours or damaged, and creates what is absent.</summary>
    /// <param name="database">The path of the file.</param>
    /// <param name="fullCheckBytes">Up to this size it is checked whole.</param>
    public static HubDatabase Take(string database, long fullCheckBytes)
    {
        string path = System.IO.Path.GetFullPath(database);
        FileStream fileLock = Lock(path);
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > 0)
            {
                CheckFiles(path);
                CheckContent(path, fullCheckBytes);
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

        // The commit that fills the log waits for the checkpoint: a longer log would make that wait longer, and nothing faster.
        Execute(connection, "PRAGMA wal_autocheckpoint=1000");
        Execute(connection, "PRAGMA cache_size=-65536");
        return connection;
    }

    /// <summary>Opens a connection that reads what is committed.</summary>
    public SqliteConnection OpenReader() => Open(Path, SqliteOpenMode.ReadOnly);

    /// <summary>Returns what to throw when the content turns out to be unreadable.</summary>
    public TaskHubDatabaseException Damaged(Exception cause) => Damaged(Path, cause);

    /// <summary>Returns whether an error means that the database is damaged.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Corrupt or NotADatabase } or InvalidProtocolBufferException or InvalidDataException;

    /// <summary>Returns whether an error comes from the database, not from what was done with it.</summary>
    public static bool IsFault(Exception exception) => exception is SqliteException || IsDamage(exception);

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

        // A page whose cells lie outside it is noticed when it is read, not when something of it is missing.
        Execute(connection, "PRAGMA cell_size_check=ON");
        return connection;
    }
}
