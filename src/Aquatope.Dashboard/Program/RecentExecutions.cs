using System.Collections.Concurrent;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>
/// Keeps the latest executions of each workflow in production at hand. The first look reads back until there are enough of
/// them; the later ones read only what has come since, however much is stored.
/// </summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class RecentExecutions(IStageReportSource reports, TimeProvider timeProvider) : IDisposable
{
    /// <summary>How many executions of a workflow are kept.</summary>
    public const int Capacity = 4000;

    private const int Enough = 1000;

    // Enough for what takes seconds as well as for what comes a few times a day.
    private static readonly TimeSpan[] LooksBack =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(30),
    ];

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // A report may arrive this long after the end that it tells of.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Kept> _workflows = new(StringComparer.Ordinal);

    /// <summary>Returns the latest executions, in order of their end.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ReportedExecution>> OfAsync(string workflow, int most, CancellationToken cancellationToken)
    {
        Kept kept = _workflows.GetOrAdd(workflow, _ => new Kept());
        await kept.Gate.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = timeProvider.GetUtcNow();
            if (kept.Through is null)
            {
                await LookBackAsync(workflow, kept, now, cancellationToken);
            }
            else if (now - kept.Through >= LookAgain)
            {
                await ReadAsync(workflow, kept, kept.Through.Value - Late, now, cancellationToken);
            }

            return kept.Latest(most);
        }
        finally
        {
            kept.Gate.Release();
        }
    }

    /// <summary>Reads the executions that ended in an interval, beside those that are kept.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="from">The beginning.</param>
    /// <param name="to">The end.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ReportedExecution>> BetweenAsync(string workflow, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var kept = new Kept();
        await ReadAsync(workflow, kept, from, to, cancellationToken);
        return kept.Latest(Capacity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Kept kept in _workflows.Values)
        {
            kept.Dispose();
        }
    }

    private async Task LookBackAsync(string workflow, Kept kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset seen = now;
        foreach (TimeSpan back in LooksBack)
        {
            await ReadAsync(workflow, kept, now - back, seen, cancellationToken);
            seen = now - back;
            if (kept.Count >= Enough)
            {
                break;
            }
        }

        kept.Through = now;
    }

    private async Task ReadAsync(string workflow, Kept kept, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production, From = from, To = to };
        await foreach (StageReport stage in reports.ReadStagesAsync(query, cancellationToken))
        {
            kept.Add(stage);
        }

        await foreach (WorkflowReport report in reports.ReadWorkflowsAsync(query, cancellationToken))
        {
            kept.Add(report);
        }

        kept.Trim(Capacity);
        kept.Through = to;
    }

    private sealed class Kept : IDisposable
    {
        private readonly Dictionary<string, WorkflowReport> _reports = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<StageReport>> _stages = new(StringComparer.Ordinal);

        public SemaphoreSlim Gate { get; } = new(1);

        public DateTimeOffset? Through { get; set; }

        public int Count => _reports.Count;

        public void Add(WorkflowReport report) => _reports.TryAdd(report.InstanceId, report);

        public void Add(StageReport stage)
        {
            List<StageReport> stages = _stages.TryGetValue(stage.InstanceId, out List<StageReport>? found) ? found : _stages[stage.InstanceId] = [];
            if (!stages.Contains(stage))
            {
                stages.Add(stage);
            }
        }

        public void Trim(int capacity)
        {
            foreach (WorkflowReport report in _reports.Values.OrderByDescending(EndOf).Skip(capacity).ToList())
            {
                _reports.Remove(report.InstanceId);
                _stages.Remove(report.InstanceId);
            }

            // Stages of executions that never end, or whose end was reported long before, must not pile up.
            if (_stages.Count > 4 * capacity)
            {
                foreach (string id in _stages.Keys.Where(id => !_reports.ContainsKey(id)).ToList())
                {
                    _stages.Remove(id);
                }
            }
        }

        public IReadOnlyList<ReportedExecution> Latest(int most) =>
        [
            .. _reports.Values.OrderByDescending(EndOf).ThenBy(report => report.InstanceId, StringComparer.Ordinal).Take(most).Reverse()
                .Select(report => new ReportedExecution(report, _stages.TryGetValue(report.InstanceId, out List<StageReport>? stages) ? [.. stages] : [])),
        ];

        public void Dispose() => Gate.Dispose();

        private static DateTimeOffset EndOf(WorkflowReport report) => report.StartedAt + report.Latency;
    }
}
