using System.Collections.Concurrent;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>Fits the model to the trials of a workflow when somebody looks, and again when there are more of them.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class TuningInsights(AquatopeApplication application, RecordedTrials trials, TuningProblems problems) : IDisposable
{
    private readonly ConcurrentDictionary<string, Fitted> _fitted = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Returns what the model says about a stage.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<InsightDocument> OfAsync(string workflow, string stage, CancellationToken cancellationToken)
    {
        WorkflowProblem problem = await problems.OfAsync(workflow, cancellationToken);
        RecordedTrial[] usable = [.. (await trials.OfAsync(workflow, cancellationToken)).Where(trial => problem.Stages.Keys.All(trial.Record.Trial.Configuration.Stages.ContainsKey))];
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Fitted fitted = await FittedAsync(problem, usable, cancellationToken);
            ResourceConfiguration? through = problem.Baseline.Stages.GetValueOrDefault(stage);
            return new InsightDocument(
                stage,
                through,
                fitted.Insight is null || through is null ? [] : fitted.Insight.SlicesOf(stage, problem.Encode(problem.Baseline)),
                fitted.Anomalies);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<Fitted> FittedAsync(WorkflowProblem problem, RecordedTrial[] usable, CancellationToken cancellationToken)
    {
        if (_fitted.TryGetValue(problem.Workflow, out Fitted? fitted) && fitted.Trials == usable.Length && fitted.Epoch == problem.Epoch)
        {
            return fitted;
        }

        // It takes the better part of a second, in which other requests go on.
        fitted = await Task.Run(() => Fit(problem, usable, application.Optimizer.Seed), cancellationToken);
        return _fitted[problem.Workflow] = fitted;
    }

    private static Fitted Fit(WorkflowProblem problem, RecordedTrial[] usable, ulong seed)
    {
        Trial[] encoded = [.. usable.Select(trial => new Trial(problem.Encode(trial.Record.Trial.Configuration), trial.Record.Trial.Executions) { Epoch = trial.Record.Epoch })];
        TuningInsight? insight = encoded.Length == 0 ? null : TuningInsight.Of(problem.ToTuningProblem(), encoded, seed);
        var anomalies = new List<TrialAnomaly>();
        for (int n = 0; n < encoded.Length && insight is not null; n++)
        {
            IReadOnlyList<string> reasons = TrialAnomalies.Of(encoded[n].Executions, insight.WeightsOf(encoded[n]));
            if (reasons.Count > 0)
            {
                anomalies.Add(new TrialAnomaly(usable[n].Cycle, usable[n].Trial, reasons));
            }
        }

        return new Fitted(encoded.Length, problem.Epoch, insight, anomalies);
    }

    private sealed record Fitted(int Trials, int Epoch, TuningInsight? Insight, IReadOnlyList<TrialAnomaly> Anomalies);
}
