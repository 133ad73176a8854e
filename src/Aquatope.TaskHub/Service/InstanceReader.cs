using Aquatope.TaskHub.Engine;
using Aquatope.TaskHub.Storage;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Service;

/// <summary>Answers questions from what is committed, beside the engine.</summary>
internal sealed class InstanceReader(HubDatabase database) : IDisposable
{
    private const int DefaultPage = 100;
    private const string Columns = RowReader.InstanceColumns + ", p.input, p.output, p.failure";
    private readonly SqliteConnection _connection = database.OpenReader();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<GetInstanceResponse> GetAsync(long hub, GetInstanceRequest request)
    {
        List<OrchestrationState> found = await ReadAsync(
            $"SELECT {Columns} FROM instances i JOIN payloads p ON p.key = i.key WHERE i.hub = $hub AND i.id = $id",
            request.GetInputsAndOutputs,
            ("$hub", hub), ("$id", request.InstanceId));
        return new GetInstanceResponse { Exists = found.Count > 0, OrchestrationState = found.FirstOrDefault() };
    }

    public async Task<QueryInstancesResponse> QueryAsync(long hub, InstanceQuery query)
    {
        int page = query.MaxInstanceCount > 0 ? query.MaxInstanceCount : DefaultPage;
        string statuses = query.RuntimeStatus.Count == 0
            ? string.Empty
            : $"AND i.status IN ({string.Join(',', query.RuntimeStatus.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)))}) ";
        string after = query.ContinuationToken ?? string.Empty;
        List<OrchestrationState> found = await ReadAsync(
            $"SELECT {Columns} FROM instances i JOIN payloads p ON p.key = i.key WHERE i.hub = $hub AND i.id > $after " +
            "AND i.created >= $from AND i.created <= $to AND substr(i.id, 1, length($prefix)) = $prefix " +
            $"{statuses}ORDER BY i.id LIMIT $page",
            query.FetchInputsAndOutputs,
            ("$hub", hub),
            ("$after", after),
            ("$from", query.CreatedTimeFrom?.ToDateTimeOffset().UtcTicks ?? 0),
            ("$to", query.CreatedTimeTo?.ToDateTimeOffset().UtcTicks ?? long.MaxValue),
            ("$prefix", query.InstanceIdPrefix ?? string.Empty),
            ("$page", page));
        return new QueryInstancesResponse
        {
            OrchestrationState = { found },
            ContinuationToken = found.Count == page ? found[^1].InstanceId : null,
        };
    }

    public async Task<List<HistoryEvent>> HistoryAsync(long hub, string instanceId)
    {
        if (!(await GetAsync(hub, new GetInstanceRequest { InstanceId = instanceId })).Exists)
        {
            throw HubError.InstanceNotFound(instanceId);
        }

        await _turn.WaitAsync();
        try
        {
            await using SqliteCommand command = _connection.CreateCommand();
            command.CommandText =
                "SELECT h.events FROM instances i JOIN history h ON h.key = i.key WHERE i.hub = $hub AND i.id = $id ORDER BY h.turn";
            command.Parameters.AddWithValue("$hub", hub);
            command.Parameters.AddWithValue("$id", instanceId);
            var events = new List<HistoryEvent>();
            await using SqliteDataReader rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                events.AddRange(HistoryChunk.Parser.ParseFrom(rows.GetFieldValue<byte[]>(0)).Events);
            }

            return events;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private async Task<List<OrchestrationState>> ReadAsync(string sql, bool payloads, params (string Name, object Value)[] values)
    {
        await _turn.WaitAsync();
        try
        {
            await using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants and numbers.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach ((string name, object value) in values)
            {
                command.Parameters.AddWithValue(name, value);
            }

            var found = new List<OrchestrationState>();
            await using SqliteDataReader rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                found.Add(State(rows, payloads));
            }

            return found;
        }
        finally
        {
            _turn.Release();
        }
    }

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
        state.FailureDetails = RowReader.Bytes(row, 19) is { } failure ? TaskFailureDetails.Parser.ParseFrom(failure) : null;
        if (payloads)
        {
            state.Input = RowReader.Text(row, 17);
            state.Output = RowReader.Text(row, 18);
            state.CustomStatus = instance.CustomStatus;
        }

        return state;
    }

    private static Timestamp Stamp(long ticks) => Timestamp.FromDateTime(new DateTime(ticks, DateTimeKind.Utc));
}
