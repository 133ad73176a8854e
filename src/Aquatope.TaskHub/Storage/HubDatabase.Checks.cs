using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <content>What a file must look like before it is touched.</content>
internal sealed partial class HubDatabase
{
    private const int HeaderBytes = 100;

    /// <summary>Up to this size a file is checked whole unless told otherwise, which takes tenths of a second.</summary>
    public const long DefaultFullCheckBytes = 64L * 1024 * 1024;

    private static void CheckFiles(string path)
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

        WriteAheadLog log = ReadLog(path);
        if (log.Problem is { } problem)
        {
            throw Refuse(path, problem);
        }

        int page = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        long pageBytes = page == 1 ? 65536L : page;
        uint pages = log.DatabasePages > 0 ? log.DatabasePages : BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        for (long stored = length / Math.Max(pageBytes, 1); stored < pages; stored++)
        {
            // A killed checkpoint leaves a file that is too short, and a log that has the rest.
            if (!log.Has((uint)stored + 1))
            {
                throw Refuse(path, $"it is truncated ({length} bytes, expected {pages * pageBytes})");
            }
        }
    }

    private static WriteAheadLog ReadLog(string path)
    {
        try
        {
            return WriteAheadLog.Read(path + "-wal");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskHubDatabaseException(path, $"The write-ahead log of the task hub database '{path}' cannot be read: {e.Message}", e);
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

    private static void CheckContent(string path, long fullCheckBytes)
    {
        try
        {
            using SqliteConnection connection = OpenUntouched(path);
            if (new FileInfo(path).Length <= fullCheckBytes)
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
        command.CommandText = "PRAGMA integrity_check(1)";
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

    private static TaskHubDatabaseException Damaged(string path, Exception e) => new(path,
        $"The task hub database '{path}' is damaged: {e.Message} It has not been changed. Restore it from a copy, or choose another file.", e);
}
