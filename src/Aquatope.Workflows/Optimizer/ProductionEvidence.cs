using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What production tells of the configuration in force after a change: executions that cost no trial.</summary>
internal sealed class ProductionEvidence(IStageReportSource reports)
{
    // Fewer may be what was under way when the world changed; more add little.
    private const int Fewest = 3;
    private const int Most = 20;

    /// <summary>Returns the latest executions since a moment that ran warm and wholly on the configuration in force, or null where they are few.</summary>
    public async Task<WorkflowTrial?> SinceAsync(WorkflowProblem problem, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var query = new ReportQuery { Workflow = problem.Workflow, Lane = Lane.Production, From = since };
        var stages = new Dictionary<string, List<StageReport>>(StringComparer.Ordinal);
        await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
        {
            (stages.TryGetValue(report.InstanceId, out List<StageReport>? calls) ? calls : stages[report.InstanceId] = []).Add(report);
        }

        var executions = new List<TrialExecution>();
        await foreach (WorkflowReport report in reports.ReadWorkflowsAsync(query, cancellationToken))
        {
            if (report.StartedAt >= since && stages.TryGetValue(report.InstanceId, out List<StageReport>? calls) && calls.TrueForAll(call => IsAsInForce(problem, call)))
            {
                executions.Add(MeasuredExecution.Of(report.StartedAt, report.Latency, report.Failed, calls));
            }
        }

        return executions.Count < Fewest ? null : new WorkflowTrial(problem.Baseline, [.. executions.TakeLast(Most)]);
    }

    private static bool IsAsInForce(WorkflowProblem problem, StageReport call) =>
        call.ColdStart == TimeSpan.Zero
        && (!problem.Baseline.Stages.TryGetValue(call.Stage, out ResourceConfiguration? inForce) || call.Configuration == inForce);
}
