using System.Collections.Concurrent;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Which stages each workflow needs when, learned from its latest executions in production.</summary>
/// <threadsafety><see cref="Of"/> is safe for concurrent use; one call of <see cref="LearnAsync"/> at a time.</threadsafety>
internal sealed class WorkflowPlans(AquatopeApplication application, IStageReportSource reports)
{
    private const int Remembered = 50;
    private const int PerRound = 5;

    // So far back a program that starts looks for executions to learn from.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    private readonly Dictionary<string, Learned> _learned = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<StageNeed>> _plans = new(StringComparer.Ordinal);

    /// <summary>Returns the needs of a workflow.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <returns>The needs in order of their time; none before an execution has been seen.</returns>
    public IReadOnlyList<StageNeed> Of(string workflow) => _plans.GetValueOrDefault(workflow, []);

    /// <summary>Learns from the executions that have ended since the last call.</summary>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task LearnAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (string workflow in application.Workflows.Keys.Order(StringComparer.Ordinal))
        {
            if (!_learned.TryGetValue(workflow, out Learned? learned))
            {
                _learned[workflow] = learned = new Learned { Through = now - Memory };
            }

            await ReadAsync(workflow, learned, now, cancellationToken);
        }
    }

    private async Task ReadAsync(string workflow, Learned learned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Where much happens a few of each round are enough: the order of stages does not change with each execution.
        var latest = new Queue<WorkflowReport>();
        int most = learned.Executions.Count < Remembered ? Remembered : PerRound;
        var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production, From = learned.Through, To = now };
        await foreach (WorkflowReport report in reports.ReadWorkflowsAsync(query, cancellationToken))
        {
            if (report.Failed)
            {
                continue;
            }

            latest.Enqueue(report);
            if (latest.Count > most)
            {
                latest.Dequeue();
            }
        }

        foreach (WorkflowReport report in latest)
        {
            await TakeAsync(report, learned, cancellationToken);
        }

        learned.Through = now;
        if (latest.Count > 0)
        {
            _plans[workflow] = CascadePlanner.Plan(WorkflowGraph.Learn(learned.Executions));
        }
    }

    private async Task TakeAsync(WorkflowReport report, Learned learned, CancellationToken cancellationToken)
    {
        var query = new ReportQuery { Workflow = report.Workflow, Lane = report.Lane, InstanceId = report.InstanceId, From = report.StartedAt };
        var stages = new List<StageReport>();
        await foreach (StageReport stage in reports.ReadStagesAsync(query, cancellationToken))
        {
            stages.Add(stage);
        }

        learned.Executions.Enqueue(MeasuredExecution.Of(report.StartedAt, report.Latency, report.Failed, stages));
        if (learned.Executions.Count > Remembered)
        {
            learned.Executions.Dequeue();
        }
    }

    private sealed class Learned
    {
        public Queue<TrialExecution> Executions { get; } = new();

        public DateTimeOffset Through { get; set; }
    }
}
