using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>The learned graph of a workflow, with what each of its stages takes and costs.</summary>
internal sealed class WorkflowPage(AquatopeApplication application, RecentExecutions recent, ProductionConfiguration production)
{
    // The order of stages does not change with each execution, and learning it compares every pair of calls.
    private const int Learned = 200;

    /// <summary>Returns it.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="latest">How many of the latest executions to look at.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KeyNotFoundException">There is no such workflow.</exception>
    public async Task<WorkflowDocument> OfAsync(string workflow, int latest, CancellationToken cancellationToken)
    {
        LatencyObjective? objective = OverviewModel.RegistrationOf(application, workflow).Objective;
        IReadOnlyList<ReportedExecution> executions = await recent.OfAsync(workflow, latest, cancellationToken);
        WorkflowConfiguration configuration = await production.ReadAsync(workflow, cancellationToken);
        WorkflowGraph graph = WorkflowGraph.Learn(executions.TakeLast(Learned).Select(execution =>
            MeasuredExecution.Of(execution.Report.StartedAt, execution.Report.Latency, execution.Report.Failed, execution.Stages)));
        IReadOnlyDictionary<string, double> critical = CriticalPath.SharesOf(graph);
        double cost = executions.Sum(execution => execution.Cost);
        return new WorkflowDocument(
            workflow,
            objective is null ? null : new ObjectiveView(objective.Bound.TotalMilliseconds, objective.Percentile),
            Measured.Of(executions, objective),
            [.. executions.SelectMany(execution => execution.Stages).GroupBy(stage => stage.Stage, StringComparer.Ordinal).OrderBy(stage => stage.Key, StringComparer.Ordinal)
                .Select(stage => StageView.Of([.. stage], executions.Count, cost) with
                {
                    Configuration = configuration.Stages.GetValueOrDefault(stage.Key),
                    CriticalShare = critical.GetValueOrDefault(stage.Key),
                })],
            Reduced(graph.Edges));
    }

    /// <summary>Leaves out what follows from the rest: where A precedes B and B precedes C, that A precedes C.</summary>
    internal static IReadOnlyList<StageEdge> Reduced(IReadOnlyList<StageEdge> edges) =>
        [.. edges.Where(edge => edge.From != edge.To && !edges.Any(first => first.From == edge.From && first.To != edge.To && first.To != edge.From
            && edges.Any(second => second.From == first.To && second.To == edge.To)))];
}
