using Microsoft.Data.Sqlite;

namespace Aquatope.Local;

/// <summary>The tables of the local store, and the marks by which a file is known as one.</summary>
internal static class LocalStoreSchema
{
    // "AQST" in ASCII: marks the file as ours. The number of the version is raised with every change of a table.
    private const int ApplicationId = 0x41515354;
    private const int Version = 1;

    private const string Tables = """
        CREATE TABLE stage_reports (
            id INTEGER PRIMARY KEY, lane TEXT NOT NULL, workflow TEXT NOT NULL, instance TEXT NOT NULL,
            ended INTEGER NOT NULL, report TEXT NOT NULL);
        CREATE INDEX stage_reports_by_end ON stage_reports (lane, workflow, ended);
        CREATE INDEX stage_reports_by_instance ON stage_reports (instance);
        CREATE TABLE workflow_reports (
            id INTEGER PRIMARY KEY, lane TEXT NOT NULL, workflow TEXT NOT NULL, instance TEXT NOT NULL,
            ended INTEGER NOT NULL, report TEXT NOT NULL, UNIQUE (lane, instance));
        CREATE INDEX workflow_reports_by_end ON workflow_reports (lane, workflow, ended);
        CREATE TABLE documents (key TEXT PRIMARY KEY, version INTEGER NOT NULL, content BLOB NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes the tables in a new file; refuses a file that is not ours or of another version, without changing it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="connectionString">How to open it.</param>
    /// <exception cref="LocalStoreException">The file cannot be used.</exception>
    public static void Prepare(string file, string connectionString)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            long application = Scalar(connection, "PRAGMA application_id");
            long version = Scalar(connection, "PRAGMA user_version");
            if (application == 0 && version == 0 && Scalar(connection, "SELECT count(*) FROM sqlite_master") == 0)
            {
                Execute(connection, "PRAGMA journal_mode = WAL");
                Execute(connection, $"BEGIN; {Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT");
            }
            else if (application != ApplicationId)
            {
                throw new LocalStoreException(file, "it is not a database of Aquatope's reports. Give another data directory.");
            }
            else if (version != Version)
            {
                throw new LocalStoreException(
                    file, $"it has version {version}, and this program works with version {Version}. Give another data directory, or use the program that made it.");
            }
        }
        catch (SqliteException exception)
        {
            throw new LocalStoreException(file, exception.Message, exception);
        }
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
