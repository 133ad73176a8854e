using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Data.Sqlite;

namespace Aquatope.Local;

/// <summary>Reports, trials, decisions and models of one machine, in one SQLite file.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class LocalStore : IReportSink, IStageReportSource, IStateStore, IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _connectionString;
    private readonly Channel<object> _pending = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;
    private long _revision;

    private LocalStore(string connectionString)
    {
        _connectionString = connectionString;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Opens the store, making it where there is none.</summary>
    /// <param name="file">The database file.</param>
    /// <returns>The store.</returns>
    /// <exception cref="LocalStoreException">The file is no such database, or one of another version.</exception>
    public static LocalStore Open(string file)
    {
        string connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
        LocalStoreSchema.Prepare(file, connectionString);
        return new LocalStore(connectionString);
    }

    /// <summary>Gets a number that grows with everything that is stored, so that who shows it need not read it to see that it is the same.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <inheritdoc/>
    public void Write(StageReport report) => _pending.Writer.TryWrite(report);

    /// <inheritdoc/>
    public void Write(WorkflowReport report) => _pending.Writer.TryWrite(report);

    /// <inheritdoc/>
    public IAsyncEnumerable<StageReport> ReadStagesAsync(ReportQuery query, CancellationToken cancellationToken) =>
        ReadAsync<StageReport>("stage_reports", query, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<WorkflowReport> ReadWorkflowsAsync(ReportQuery query, CancellationToken cancellationToken) =>
        ReadAsync<WorkflowReport>("workflow_reports", query, cancellationToken);

    /// <inheritdoc/>
    public async Task<StateDocument?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT content, version FROM documents WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StateDocument(reader.GetFieldValue<byte[]>(0), reader.GetInt64(1).ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    /// <inheritdoc/>
    public async Task<string> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = expectedVersion is null
            ? "INSERT INTO documents (key, content, version) VALUES ($key, $content, 1) ON CONFLICT DO NOTHING RETURNING version"
            : "UPDATE documents SET content = $content, version = version + 1 WHERE key = $key AND version = $expected RETURNING version";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$content", content.ToArray());
        command.Parameters.AddWithValue("$expected", (object?)expectedVersion ?? DBNull.Value);
        object? version = await command.ExecuteScalarAsync(cancellationToken);
        Interlocked.Increment(ref _revision);
        return version?.ToString() ?? throw new StateConflictException(key, expectedVersion);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT key FROM documents WHERE substr(key, 1, length($prefix)) = $prefix ORDER BY key";
        command.Parameters.AddWithValue("$prefix", prefix);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return reader.GetString(0);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _writing;
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(
        string table, ReportQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        string instance = query.InstanceId is null ? string.Empty : "AND instance = $instance ";
        command.CommandText =
            $"SELECT report FROM {table} WHERE lane = $lane AND workflow = $workflow {instance}AND ended >= $from AND ended < $to ORDER BY ended, id";
        command.Parameters.AddWithValue("$lane", query.Lane);
        command.Parameters.AddWithValue("$workflow", query.Workflow);
        command.Parameters.AddWithValue("$instance", query.InstanceId ?? string.Empty);
        command.Parameters.AddWithValue("$from", query.From.UtcTicks);
        command.Parameters.AddWithValue("$to", query.To.UtcTicks);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return JsonSerializer.Deserialize<T>(reader.GetString(0), Json)!;
        }
    }

    /// <summary>Waits until every report handed in so far can be read.</summary>
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_pending.Writer.TryWrite(flushed))
        {
            await flushed.Task.WaitAsync(cancellationToken);
        }
    }

    private async Task WriteAsync()
    {
        while (await _pending.Reader.WaitToReadAsync())
        {
            var batch = new List<object>();
            while (batch.Count < 1000 && _pending.Reader.TryRead(out object? item))
            {
                batch.Add(item);
            }

            Exception? failure = await WriteBatchAsync([.. batch.Where(item => item is not TaskCompletionSource)]);
            foreach (TaskCompletionSource flush in batch.OfType<TaskCompletionSource>())
            {
                if (failure is null)
                {
                    flush.SetResult();
                }
                else
                {
                    flush.SetException(failure);
                }
            }
        }
    }

    private async Task<Exception?> WriteBatchAsync(IReadOnlyList<object> reports)
    {
        if (reports.Count == 0)
        {
            return null;
        }

        try
        {
            await using SqliteConnection connection = await OpenAsync(CancellationToken.None);
            await using SqliteTransaction transaction = connection.BeginTransaction();
            foreach (object report in reports)
            {
                await InsertAsync(connection, transaction, report);
            }

            await transaction.CommitAsync();
            Interlocked.Increment(ref _revision);
            return null;
        }
        catch (SqliteException exception)
        {
            // Reports are lost, executions are not; whoever reads them next is told.
            return exception;
        }
    }

    private static async Task InsertAsync(SqliteConnection connection, SqliteTransaction transaction, object report)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        (string table, string lane, string workflow, string instance, DateTimeOffset ended, string json) = report switch
        {
            StageReport stage => ("stage_reports", stage.Lane, stage.Workflow, stage.InstanceId,
                stage.ScheduledAt + stage.QueueWait + stage.Execution, JsonSerializer.Serialize(stage, Json)),
            WorkflowReport workflowReport => ("workflow_reports", workflowReport.Lane, workflowReport.Workflow, workflowReport.InstanceId,
                workflowReport.StartedAt + workflowReport.Latency, JsonSerializer.Serialize(workflowReport, Json)),
            _ => throw new ArgumentException($"A {report.GetType().Name} is no report.", nameof(report)),
        };
        command.CommandText =
            $"INSERT OR IGNORE INTO {table} (lane, workflow, instance, ended, report) VALUES ($lane, $workflow, $instance, $ended, $report)";
        command.Parameters.AddWithValue("$lane", lane);
        command.Parameters.AddWithValue("$workflow", workflow);
        command.Parameters.AddWithValue("$instance", instance);
        command.Parameters.AddWithValue("$ended", ended.UtcTicks);
        command.Parameters.AddWithValue("$report", json);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
