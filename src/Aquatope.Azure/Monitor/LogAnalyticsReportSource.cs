using System.Runtime.CompilerServices;
using Aquatope.Forecasting;
using Aquatope.Tuning;
using Azure.Core;

namespace Aquatope.Azure;

/// <summary>Stage reports, workflow reports and counts from the spans that Application Insights keeps in a Log Analytics workspace.</summary>
/// <remarks>
/// The wait of a call is the duration of its caller's span minus that of its worker's, so that it does not depend on clocks
/// of several machines. Its cost is the execution's share of its worker's busy time, among the executions of the same
/// workflow that one answer holds. <c>PeakMemoryMiB</c>, <c>CpuTime</c> and the configuration are what the worker wrote, see
/// <see cref="StageSpans"/>.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class LogAnalyticsReportSource : IStageReportSource
{
    // Workers' clocks may go ahead of this one.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestSlice = TimeSpan.FromSeconds(1);

    private readonly LogAnalyticsOptions _options;
    private readonly LogsClient _logs;
    private readonly IExecutionBilling _billing;
    private readonly SpanArrival _arrival;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="LogAnalyticsReportSource"/> class.</summary>
    /// <param name="options">Where telemetry is read.</param>
    /// <param name="credential">The identity to read it with; it needs the role Log Analytics Reader.</param>
    /// <param name="billing">What executions cost.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="client">Transport and retries; Azure.Core's by default.</param>
    public LogAnalyticsReportSource(
        LogAnalyticsOptions options, TokenCredential credential, IExecutionBilling billing, TimeProvider timeProvider, ClientOptions? client = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _logs = new LogsClient(options, credential, client);
        _billing = billing;
        _timeProvider = timeProvider;
        _arrival = new SpanArrival(options, _logs, timeProvider);
    }

    /// <inheritdoc/>
    public TimeSpan IngestionDelay => _options.IngestionDelay;

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Log Analytics refused or answered in part only.</exception>
    /// <exception cref="LogResultTooLargeException">One second of telemetry is too much for one answer.</exception>
    /// <exception cref="TelemetryException">A span lacks what a report needs, or those of the execution asked for did not arrive in time.</exception>
    public async IAsyncEnumerable<StageReport> ReadStagesAsync(ReportQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LogTable table in ReadAsync("stages", query, cancellationToken))
        {
            foreach (StageReport report in StageRows.Reports(table, query, _billing))
            {
                yield return report;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Log Analytics refused or answered in part only.</exception>
    /// <exception cref="LogResultTooLargeException">One second of telemetry is too much for one answer.</exception>
    /// <exception cref="TelemetryException">The spans of the execution asked for did not arrive in time.</exception>
    public async IAsyncEnumerable<WorkflowReport> ReadWorkflowsAsync(ReportQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LogTable table in ReadAsync("workflows", query, cancellationToken))
        {
            foreach (LogRow row in table.Rows)
            {
                yield return new WorkflowReport
                {
                    Lane = query.Lane,
                    Workflow = query.Workflow,
                    InstanceId = row.Text("InstanceId"),
                    StartedAt = row.Time("StartedAt"),
                    Latency = row.Time("EndedAt") - row.Time("StartedAt"),
                    Failed = row.Flag("Failed"),
                };
            }
        }
    }

    /// <summary>Counts the calls of every stage of a lane, whatever the workflow, weighted where telemetry is sampled.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="start">The start of the first interval.</param>
    /// <param name="interval">The width of an interval; positive.</param>
    /// <param name="intervals">The number of intervals; at least 1. The last should end <see cref="IngestionDelay"/> ago.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The counts by stage (ordinal order); stages that were not called have none.</returns>
    /// <exception cref="AzureServiceException">Log Analytics refused or answered in part only.</exception>
    public async Task<IReadOnlyDictionary<string, CountSeries>> CountCallsAsync(
        string lane, DateTimeOffset start, TimeSpan interval, int intervals, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 1);
        DateTimeOffset end = start + (intervals * interval);
        LogQuery text = LogQuery.Named("counts").With("lane", lane).With("since", start).With("until", end).With("width", interval)
            .With("longest", _options.LongestExecution);
        LogTable table = await _logs.QueryAsync(text, start, end + _options.LongestExecution, cancellationToken);
        var counts = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (LogRow row in table.Rows)
        {
            string stage = row.Text("Stage");
            double[] bins = counts.TryGetValue(stage, out double[]? known) ? known : counts[stage] = new double[intervals];
            bins[(int)((row.Time("Bin") - start) / interval)] += row.Number("Calls");
        }

        return new SortedDictionary<string, CountSeries>(
            counts.ToDictionary(stage => stage.Key, stage => new CountSeries(start, interval, stage.Value)), StringComparer.Ordinal);
    }

    private async IAsyncEnumerable<LogTable> ReadAsync(
        string name, ReportQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query is { InstanceId: { } execution } && query.To == DateTimeOffset.MaxValue)
        {
            await _arrival.WaitAsync(execution, cancellationToken);
        }

        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset since = Later(query.From, now - _options.Retention);
        var slices = new Stack<(DateTimeOffset Since, DateTimeOffset Until)>([(since, Earlier(query.To, now + ClockMargin))]);
        while (slices.TryPop(out var slice))
        {
            if (slice.Since >= slice.Until)
            {
                continue;
            }

            if (await TryQueryAsync(name, query, slice, cancellationToken) is { } table)
            {
                yield return table;
            }
            else
            {
                // Too large for one answer: the halves, the earlier first.
                DateTimeOffset middle = slice.Since + ((slice.Until - slice.Since) / 2);
                slices.Push((middle, slice.Until));
                slices.Push((slice.Since, middle));
            }
        }
    }

    private async Task<LogTable?> TryQueryAsync(
        string name, ReportQuery query, (DateTimeOffset Since, DateTimeOffset Until) slice, CancellationToken cancellationToken)
    {
        LogQuery text = LogQuery.Named(name)
            .With("lane", query.Lane)
            .With("workflow", query.Workflow)
            .With("execution", query.InstanceId ?? string.Empty)
            .With("since", slice.Since)
            .With("until", slice.Until)
            .With("longest", _options.LongestExecution);
        try
        {
            return await _logs.QueryAsync(text, slice.Since - _options.LongestExecution, slice.Until, cancellationToken);
        }
        catch (LogResultTooLargeException) when (slice.Until - slice.Since > ShortestSlice)
        {
            return null;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
