using Aquatope.TaskHub.Engine;
using Aquatope.TaskHub.Storage;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Service;

/// <summary>Answers questions from what is committed, beside the engine.</summary>
internal sealed class InstanceReader(HubReader reader)
{
    private const int DefaultPage = 100;
    private const string Columns = RowReader.InstanceColumns + ", p.input, p.output, p.failure";

    public async Task<GetInstanceResponse> GetAsync(long hub, GetInstanceRequest request)
    {
        List<OrchestrationState> found = await reader.ReadAsync(
            $"SELECT {Columns} FROM instances i JOIN payloads p ON p.key = i.key WHERE i.hub = $hub AND i.id = $id",
            row => State(row, request.GetInputsAndOutputs),
            ("$hub", hub), ("$id", request.InstanceId));
        return new GetInstanceResponse { Exists = found.Count > 0, OrchestrationState = found.FirstOrDefault() };
    }

    public async Task<QueryInstancesResponse> QueryAsync(long hub, InstanceQuery query)
    {
        int page = query.MaxInstanceCount > 0 ? query.MaxInstanceCount : DefaultPage;
        string after = query.ContinuationToken ?? string.Empty;
        List<OrchestrationState> found = await reader.ReadAsync(
            $"SELECT {Columns} FROM instances i JOIN payloads p ON p.key = i.key WHERE i.hub = $hub AND i.id > $after " +
            "AND i.created >= $from AND i.created <= $to AND substr(i.id, 1, length($prefix)) = $prefix " +
            $"{Statuses(query.RuntimeStatus)}ORDER BY i.id LIMIT $page",
            row => State(row, query.FetchInputsAndOutputs),
            ("$hub", hub),
            ("$after", after),
            ("$from", query.CreatedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0),
            ("$to", query.CreatedTimeTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue),
            ("$prefix", query.InstanceIdPrefix ?? string.Empty),
            ("$page", page + 1L));
        bool more = HubReader.Cut(found, page);
        return new QueryInstancesResponse
        {
            OrchestrationState = { found },
            ContinuationToken = more ? found[^1].InstanceId : null,
        };
    }

    public async Task<ListInstanceIdsResponse> ListAsync(long hub, ListInstanceIdsRequest request)
    {
        int page = request.PageSize > 0 ? request.PageSize : DefaultPage;
        (long after, string afterId) = Key(request.LastInstanceKey);
        List<(string Id, long Completed)> found = await reader.ReadAsync(
            "SELECT i.id, i.completed FROM instances i WHERE i.hub = $hub AND i.completed IS NOT NULL " +
            "AND (i.completed, i.id) > ($after, $afterId) AND i.completed >= $from AND i.completed <= $to " +
            $"{Statuses(request.RuntimeStatus)}ORDER BY i.completed, i.id LIMIT $page",
            row => (row.GetString(0), row.GetInt64(1)),
            ("$hub", hub),
            ("$after", after),
            ("$afterId", afterId),
            ("$from", request.CompletedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0),
            ("$to", request.CompletedTimeTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue),
            ("$page", page + 1L));
        bool more = HubReader.Cut(found, page);
        return new ListInstanceIdsResponse
        {
            InstanceIds = { found.Select(item => item.Id) },
            LastInstanceKey = more ? string.Create(CultureInfo.InvariantCulture, $"{found[^1].Completed}|{found[^1].Id}") : null,
        };
    }

    /// <summary>Reads the history of an instance turn by turn.</summary>
    public async IAsyncEnumerable<HistoryChunk> HistoryAsync(long hub, string instanceId)
    {
        List<long> keys = await reader.ReadAsync(
            "SELECT key FROM instances WHERE hub = $hub AND id = $id", row => row.GetInt64(0), ("$hub", hub), ("$id", instanceId));
        if (keys.Count == 0)
        {
            throw HubError.InstanceNotFound(instanceId);
        }

        long turn = -1;
        while (true)
        {
            List<(long Turn, HistoryChunk Events)> rows = await reader.ReadAsync(
                "SELECT turn, events FROM history WHERE key = $key AND turn > $turn ORDER BY turn LIMIT 100",
                row => (row.GetInt64(0), HistoryChunk.Parser.ParseFrom(row.GetFieldValue<byte[]>(1))),
                ("$key", keys[0]), ("$turn", turn));
            foreach ((_, HistoryChunk events) in rows)
            {
                yield return events;
            }

            if (rows.Count == 0)
            {
                yield break;
            }

            turn = rows[^1].Turn;
        }
    }

    private static (long Completed, string Id) Key(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return (-1, string.Empty);
        }

        int bar = key.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && long.TryParse(key.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out long completed)
            ? (completed, key[(bar + 1)..])
            : throw HubError.Invalid($"'{key}' is no key that this hub has given out.");
    }

    private static string Statuses(RepeatedField<OrchestrationStatus> statuses) => statuses.Count == 0
        ? string.Empty
        : $"AND i.status IN ({string.Join(',', statuses.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)))}) ";

    private static OrchestrationState State(SqliteDataReader row, bool payloads)
    {
        InstanceRow instance = RowReader.Instance(row);
        OrchestrationState state = instance.Tags is { } tags ? OrchestrationState.Parser.ParseFrom(tags) : new OrchestrationState();
        state.InstanceId = instance.Id;
        state.ExecutionId = instance.ExecutionId;
        state.Name = instance.Name;
        state.Version = instance.Version;
        state.OrchestrationStatus = instance.Status;
        state.CreatedTimestamp = Stamp(instance.Created);
        state.LastUpdatedTimestamp = Stamp(instance.Updated);
        state.CompletedTimestamp = instance.Completed is { } completed ? Stamp(completed) : null;
        state.ScheduledStartTimestamp = instance.Scheduled is { } scheduled ? Stamp(scheduled) : null;
        state.ParentInstanceId = instance.Parent?.InstanceId;
        if (payloads)
        {
            state.FailureDetails = RowReader.Bytes(row, 19) is { } failure ? TaskFailureDetails.Parser.ParseFrom(failure) : null;
            state.Input = RowReader.Text(row, 17);
            state.Output = RowReader.Text(row, 18);
            state.CustomStatus = instance.CustomStatus;
        }

        return state;
    }

    internal static Timestamp Stamp(long ticks) => Timestamp.FromDateTime(new DateTime(ticks, DateTimeKind.Utc));
}
