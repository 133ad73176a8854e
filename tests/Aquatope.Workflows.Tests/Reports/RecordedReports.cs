using System.Runtime.CompilerServices;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

/// <summary>A source of the reports that a test has made.</summary>
internal sealed class RecordedReports : IStageReportSource
{
    private readonly List<StageReport> _stages = [];
    private readonly List<WorkflowReport> _workflows = [];

    public TimeSpan IngestionDelay { get; set; }

    /// <summary>Returns a report of stage "Resize" of workflow "Thumbnails" in production, which took a second and began warm.</summary>
    public static StageReport Resize(DateTimeOffset at) => new()
    {
        Lane = Lane.Production,
        Workflow = "Thumbnails",
        InstanceId = "a",
        Stage = "Resize",
        ScheduledAt = at,
        QueueWait = TimeSpan.Zero,
        Execution = TimeSpan.FromSeconds(1),
        Configuration = new ResourceConfiguration(1, 128, 1),
        Outcome = StageOutcome.Completed,
        Cost = 0,
    };

    public void Add(StageReport report) => _stages.Add(report);

    public void Add(WorkflowReport report) => _workflows.Add(report);

    public IAsyncEnumerable<StageReport> ReadStagesAsync(ReportQuery query, CancellationToken cancellationToken) => ReadAsync(
        _stages.Where(report => report.Lane == query.Lane && report.Workflow == query.Workflow && report.InstanceId == (query.InstanceId ?? report.InstanceId))
            .Select(report => (report, report.ScheduledAt + report.QueueWait + report.Execution)),
        query,
        cancellationToken);

    public IAsyncEnumerable<WorkflowReport> ReadWorkflowsAsync(ReportQuery query, CancellationToken cancellationToken) => ReadAsync(
        _workflows.Where(report => report.Lane == query.Lane && report.Workflow == query.Workflow && report.InstanceId == (query.InstanceId ?? report.InstanceId))
            .Select(report => (report, report.StartedAt + report.Latency)),
        query,
        cancellationToken);

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        IEnumerable<(T Report, DateTimeOffset EndedAt)> reports, ReportQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach ((T report, DateTimeOffset endedAt) in reports.OrderBy(item => item.EndedAt).Where(item => item.EndedAt >= query.From && item.EndedAt < query.To))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return report;
        }
    }
}
