using Aquatope.TaskHub.Service;
using Aquatope.TaskHub.Storage;
using Grpc.Core;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub;

/// <summary>
/// Looks into a hub from within its process: lists newest first, searches and counts, which the Durable Task API does not. It
/// reads what is committed over a connection of its own, so that a long search keeps no client waiting.
/// </summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class TaskHubInspector : IDisposable
{
    private const int MostPerPage = 1000;
    private const string Columns = "i.id, i.name, i.status, i.created, i.updated, i.completed, i.scheduled, i.parent_id, i.key";
    private readonly HubReader _reader;

    internal TaskHubInspector(HubReader reader) => _reader = reader;

    /// <summary>Lists the task hubs.</summary>
    /// <returns>Their names, in order of name.</returns>
    /// <exception cref="RpcException">The database is damaged.</exception>
    public async Task<IReadOnlyList<string>> ListTaskHubsAsync() =>
        await _reader.ReadAsync("SELECT name FROM hubs ORDER BY name", row => row.GetString(0));

    /// <summary>Lists instances, newest first.</summary>
    /// <param name="taskHub">The task hub's name.</param>
    /// <param name="search">Which ones.</param>
    /// <returns>A page of them; empty where there is no such task hub.</returns>
    /// <exception cref="ArgumentException">The place to go on at is none that this has given out.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not from 1 to 1,000.</exception>
    /// <exception cref="RpcException">The database is damaged.</exception>
    public async Task<InstancePage> ListInstancesAsync(string taskHub, InstanceSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (search.Limit is < 1 or > MostPerPage)
        {
            throw new ArgumentOutOfRangeException(nameof(search), search.Limit, "A page has from 1 to 1,000 instances.");
        }

        (long created, long key) = Place(search.After);
        List<(InstanceSummary Instance, long Key)> found = await _reader.ReadAsync(
            $"SELECT {Columns} FROM instances i WHERE i.hub = (SELECT hub FROM hubs WHERE name = $name) AND (i.created, i.key) < ($created, $key) " +
            "AND i.created >= $from AND i.created <= $to AND ($text = '' OR instr(lower(i.id), $text) > 0 OR instr(lower(i.name), $text) > 0) " +
            $"AND ($only IS NULL OR i.name = $only) {(search.OnlyRoots ? "AND i.parent_id IS NULL " : string.Empty)}{Statuses(search.Statuses)}" +
            "ORDER BY i.created DESC, i.key DESC LIMIT $limit",
            row => (Summary(row), row.GetInt64(8)),
            ("$name", taskHub),
            ("$created", created),
            ("$key", key),
            ("$from", search.CreatedFrom.UtcTicks),
            ("$to", search.CreatedTo.UtcTicks),
            ("$text", LowerLatin(search.Text)),
            ("$only", (object?)search.Name ?? DBNull.Value),
            ("$limit", search.Limit + 1L));
        bool more = HubReader.Cut(found, search.Limit);
        return new InstancePage(
            [.. found.Select(item => item.Instance)],
            more ? string.Create(CultureInfo.InvariantCulture, $"{found[^1].Instance.CreatedAt.UtcTicks}-{found[^1].Key}") : null);
    }

    /// <summary>Lists what has changed since a moment: open instances that were updated, and those that have ended.</summary>
    /// <param name="taskHub">The task hub's name.</param>
    /// <param name="since">The moment; what changed at it is listed.</param>
    /// <param name="limit">How many to return at most; positive.</param>
    /// <returns>The instances, the latest change first.</returns>
    /// <exception cref="RpcException">The database is damaged.</exception>
    public async Task<IReadOnlyList<InstanceSummary>> ListChangedAsync(string taskHub, DateTimeOffset since, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);

        // Two halves, because each has an index of its own and an OR of them would read the whole table.
        return await _reader.ReadAsync(
            $"SELECT * FROM (SELECT {Columns} FROM instances i WHERE i.hub = (SELECT hub FROM hubs WHERE name = $name) AND i.completed IS NULL AND i.updated >= $since " +
            $"UNION ALL SELECT {Columns} FROM instances i WHERE i.hub = (SELECT hub FROM hubs WHERE name = $name) AND i.completed >= $since) ORDER BY updated DESC, key DESC LIMIT $limit",
            Summary,
            ("$name", taskHub),
            ("$since", since.UtcTicks),
            ("$limit", (long)limit));
    }

    /// <summary>Counts instances.</summary>
    /// <param name="taskHub">The task hub's name.</param>
    /// <param name="since">The beginning of the latest interval.</param>
    /// <returns>The counts; zeros where there is no such task hub.</returns>
    /// <exception cref="RpcException">The database is damaged.</exception>
    public async Task<InstanceCounts> CountAsync(string taskHub, DateTimeOffset since) => (await _reader.ReadAsync(
        "WITH h AS (SELECT hub FROM hubs WHERE name = $name) SELECT " +
        "(SELECT count(*) FROM instances i WHERE i.hub = (SELECT hub FROM h)), " +
        "(SELECT count(*) FROM instances i WHERE i.hub = (SELECT hub FROM h) AND i.completed IS NULL), " +
        "(SELECT count(*) FROM instances i WHERE i.hub = (SELECT hub FROM h) AND i.created >= $since), " +
        "(SELECT count(*) FROM instances i WHERE i.hub = (SELECT hub FROM h) AND i.completed >= $since)",
        row => new InstanceCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
        ("$name", taskHub),
        ("$since", since.UtcTicks)))[0];

    /// <summary>Counts instances by status.</summary>
    /// <param name="taskHub">The task hub's name.</param>
    /// <returns>The number of instances of each status that there is.</returns>
    /// <remarks>It reads every instance: about 15 ms for 100,000.</remarks>
    /// <exception cref="RpcException">The database is damaged.</exception>
    public async Task<IReadOnlyDictionary<InstanceStatus, long>> CountByStatusAsync(string taskHub) => (await _reader.ReadAsync(
        "SELECT i.status, count(*) FROM instances i WHERE i.hub = (SELECT hub FROM hubs WHERE name = $name) GROUP BY i.status",
        row => ((InstanceStatus)row.GetInt32(0), row.GetInt64(1)),
        ("$name", taskHub))).ToDictionary(item => item.Item1, item => item.Item2);

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    // As SQLite's lower() does it: letters beyond ASCII stay as they are.
    private static string LowerLatin(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });

    private static (long Created, long Key) Place(string? after)
    {
        if (after is null)
        {
            return (long.MaxValue, long.MaxValue);
        }

        int dash = after.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(after.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out long created)
            && long.TryParse(after.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long key)
                ? (created, key)
                : throw new ArgumentException($"'{after}' is no place in a list of instances.", nameof(after));
    }

    private static string Statuses(IReadOnlyList<InstanceStatus> statuses) => statuses.Count == 0
        ? string.Empty
        : $"AND i.status IN ({string.Join(',', statuses.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)))}) ";

    private static InstanceSummary Summary(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Name = row.GetString(1),
        Status = (InstanceStatus)row.GetInt32(2),
        CreatedAt = Moment(row.GetInt64(3)),
        UpdatedAt = Moment(row.GetInt64(4)),
        EndedAt = row.IsDBNull(5) ? null : Moment(row.GetInt64(5)),
        ScheduledAt = row.IsDBNull(6) ? null : Moment(row.GetInt64(6)),
        ParentId = RowReader.Text(row, 7),
    };

    private static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);
}
