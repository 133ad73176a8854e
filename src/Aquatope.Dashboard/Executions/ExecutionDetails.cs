using Aquatope.Tuning;
using Aquatope.Workflows;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;

namespace Aquatope.Dashboard;

/// <summary>Finds all that is known of one execution.</summary>
internal sealed class ExecutionDetails(TaskHubs hubs, DashboardProgram? program)
{
    private const int MostSpans = 500;

    /// <summary>Returns what is known.</summary>
    /// <param name="hub">The task hub.</param>
    /// <param name="id">The instance ID.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public async Task<ExecutionDetail> OfAsync(string hub, string id, CancellationToken cancellationToken)
    {
        DurableTaskClient client = await hubs.ClientAsync(hub);
        OrchestrationMetadata instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken)
            ?? throw new KeyNotFoundException($"There is no execution '{id}' in task hub '{hub}'. It may have been purged.");
        IList<HistoryEvent> history = await client.GetOrchestrationHistoryAsync(id, cancellationToken);
        List<StageReport> reports = await ReportsAsync(hub, instance, cancellationToken);
        IReadOnlyList<TimelineSpan> spans = Timeline.Of(history, reports);
        LatencyObjective? objective = program?.Application.Workflows.GetValueOrDefault(instance.Name)?.Objective;
        return new ExecutionDetail
        {
            Hub = hub,
            Id = instance.InstanceId,
            Name = instance.Name,
            Status = instance.RuntimeStatus,
            CreatedAt = instance.CreatedAt,
            UpdatedAt = instance.LastUpdatedAt,
            IsEnded = instance.IsCompleted,
            ParentId = history.OfType<ExecutionStartedEvent>().FirstOrDefault()?.ParentInstance?.OrchestrationInstance?.InstanceId,
            BoundMs = hub == Lane.Production ? objective?.Bound.TotalMilliseconds : null,
            Cost = reports.Count > 0 ? reports.Sum(report => report.Cost) : null,
            ColdStarts = reports.Count(report => report.ColdStart > TimeSpan.Zero),
            Tags = instance.Tags,
            Input = Payload.Of(instance.SerializedInput),
            Output = Payload.Of(instance.SerializedOutput),
            CustomStatus = Payload.Of(instance.SerializedCustomStatus),
            Failure = FailureView.Of(instance.FailureDetails),
            Events = history.Count,
            Spans = spans.Count,
            Timeline = [.. spans.Take(MostSpans)],
        };
    }

    private async Task<List<StageReport>> ReportsAsync(string hub, OrchestrationMetadata instance, CancellationToken cancellationToken)
    {
        if (program is null || !program.Application.Workflows.ContainsKey(instance.Name))
        {
            return [];
        }

        var query = new ReportQuery { Workflow = instance.Name, Lane = hub, InstanceId = instance.InstanceId };
        return await program.Reports.ReadStagesAsync(query, cancellationToken).ToListAsync(cancellationToken);
    }
}
