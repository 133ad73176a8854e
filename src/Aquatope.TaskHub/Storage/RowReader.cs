using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Storage;

/// <summary>Turns result rows into records.</summary>
internal static class RowReader
{
    /// <summary>The columns that <see cref="Instance"/> expects, in its order.</summary>
    public const string InstanceColumns =
        "i.key, i.hub, i.id, i.execution, i.name, i.version, i.status, i.turns, i.created, i.updated, i.completed, " +
        "i.scheduled, i.parent_id, i.parent_execution, i.parent_task, i.custom_status, i.tags";

    public static InstanceRow Instance(SqliteDataReader row) => new()
    {
        Key = row.GetInt64(0),
        Hub = row.GetInt64(1),
        Id = row.GetString(2),
        ExecutionId = row.GetString(3),
        Name = row.GetString(4),
        Version = Text(row, 5),
        Status = (OrchestrationStatus)row.GetInt32(6),
        Turns = row.GetInt32(7),
        Created = row.GetInt64(8),
        Updated = row.GetInt64(9),
        Completed = Long(row, 10),
        Scheduled = Long(row, 11),
        Parent = row.IsDBNull(12) ? null : new ParentLink(row.GetString(12), row.GetString(13), row.GetInt32(14)),
        CustomStatus = Text(row, 15),
        Tags = Bytes(row, 16),
    };

    public static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Long(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static byte[]? Bytes(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
