using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>The trials, decisions and model of a workflow's tuning.</summary>
internal sealed class TuningPage(
    AquatopeApplication application, RecordedTrials trials, TuningInsights insights, Optimizer optimizer, ProductionConfiguration production)
{
    /// <summary>Returns trials and decisions.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KeyNotFoundException">There is no such workflow.</exception>
    public async Task<TuningDocument> OfAsync(string workflow, CancellationToken cancellationToken)
    {
        LatencyObjective? objective = OverviewModel.RegistrationOf(application, workflow).Objective;
        IReadOnlyList<OptimizerDecision> decisions = await optimizer.DecisionsAsync(workflow, cancellationToken);
        double? bound = objective?.Bound.TotalMilliseconds * (1 - application.Optimizer.Headroom);
        return new TuningDocument
        {
            Workflow = workflow,
            Objective = objective is null ? null : new ObjectiveView(objective.Bound.TotalMilliseconds, objective.Percentile),
            TrialBoundMs = bound,
            Trials = [.. (await trials.OfAsync(workflow, cancellationToken)).Select(trial => ViewOf(trial, objective?.Percentile ?? 95, bound))],
            Decisions = [.. decisions.Reverse()],
            Cycle = objective is null ? null : await optimizer.GetRunningAsync(workflow, cancellationToken),
            Configuration = await production.ReadAsync(workflow, cancellationToken),
            IsDryRun = application.Optimizer.DryRun,
            Stages = [.. application.Stages.Values.Where(stage => stage.Knobs.Count > 1).Select(stage => stage.Name).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Returns what the model has learned.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="stage">The stage whose slices are wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KeyNotFoundException">There is no such workflow.</exception>
    /// <exception cref="InvalidOperationException">The workflow has no objective.</exception>
    public Task<InsightDocument> InsightAsync(string workflow, string stage, CancellationToken cancellationToken)
    {
        _ = OverviewModel.RegistrationOf(application, workflow);
        return insights.OfAsync(workflow, stage, cancellationToken);
    }

    private static TrialView ViewOf(RecordedTrial trial, double percentile, double? boundMs)
    {
        TrialRecord record = trial.Record;
        TrialExecution[] sound = [.. record.Trial.Executions.Where(execution => !execution.Failed)];
        double[] latencies = [.. sound.Select(execution => execution.LatencyMs)];
        double? latency = latencies.Length == 0 ? null : Percentiles.Of(latencies, percentile);
        return new TrialView
        {
            Cycle = trial.Cycle,
            Trial = trial.Trial,
            IsValidation = trial.Trial.StartsWith("validation", StringComparison.Ordinal),
            Lane = record.Lane,
            EndedAt = record.EndedAt,
            Configuration = record.Trial.Configuration,
            Executions = record.Trial.Executions.Length,
            LatencyMs = latency,
            MedianMs = latencies.Length == 0 ? null : Percentiles.Of(latencies, 50),
            CostPer1000 = sound.Length == 0 ? 0 : sound.Average(execution => execution.Cost) * 1000,
            IsFeasible = latency <= boundMs && sound.Length == record.Trial.Executions.Length,
            Epoch = record.Epoch,
            Anomalies = TrialAnomalies.Of(record.Trial.Executions),
            StageMs = sound.SelectMany(execution => execution.Stages).GroupBy(stage => stage.Stage, StringComparer.Ordinal)
                .ToDictionary(stage => stage.Key, stage => Percentiles.Of(stage.Select(call => call.ExecutionMs), 50), StringComparer.Ordinal),
        };
    }
}
