using System.Collections.Concurrent;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>Answers at a glance: is the objective met, what does it cost now and before, what do optimizer and pre-warmer do.</summary>
internal sealed class OverviewModel(
    AquatopeApplication application, RecentExecutions recent, Optimizer optimizer, ProductionConfiguration production, PreWarmerView preWarmer, TimeProvider timeProvider)
{
    private const int Buckets = 60;
    private static readonly TimeSpan BeforeChange = TimeSpan.FromMinutes(15);

    // What was before a change stays as it was, once its last reports are in.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Workflow, string Cycle), BeforeView?> _before = new();

    /// <summary>Returns the answers.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="latest">How many of the latest executions to look at.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KeyNotFoundException">There is no such workflow.</exception>
    public async Task<OverviewDocument> OfAsync(string workflow, int latest, CancellationToken cancellationToken)
    {
        LatencyObjective? objective = RegistrationOf(application, workflow).Objective;
        IReadOnlyList<ReportedExecution> executions = await recent.OfAsync(workflow, latest, cancellationToken);
        IReadOnlyList<OptimizerDecision> decisions = await optimizer.DecisionsAsync(workflow, cancellationToken);
        WorkflowConfiguration configuration = await production.ReadAsync(workflow, cancellationToken);

        // Past costs must not pass for present ones; before anything ran on the present configuration they are all there is.
        ReportedExecution[] present = [.. executions.Where(execution => execution.RanOn(configuration))];
        return new OverviewDocument
        {
            Workflow = workflow,
            Objective = objective is null ? null : new ObjectiveView(objective.Bound.TotalMilliseconds, objective.Percentile),
            Now = Measured.Of(present.Length > 0 ? present : executions, objective),
            Before = await BeforeAsync(workflow, decisions, configuration, cancellationToken),
            Series = SeriesOf(executions, objective),
            Cycle = objective is null ? null : await optimizer.GetRunningAsync(workflow, cancellationToken),
            Decisions = [.. decisions.Reverse().Take(5)],
            PreWarmer = await preWarmer.OfAsync(cancellationToken),
        };
    }

    /// <summary>Returns a workflow of the program.</summary>
    internal static WorkflowRegistration RegistrationOf(AquatopeApplication application, string workflow) =>
        application.Workflows.TryGetValue(workflow, out WorkflowRegistration? registration)
            ? registration
            : throw new KeyNotFoundException($"There is no workflow '{workflow}'. There are: {string.Join(", ", application.Workflows.Keys.Order(StringComparer.Ordinal))}.");

    // What ran on the configuration that the one in force has replaced, just before the cycle that replaced it.
    private async Task<BeforeView?> BeforeAsync(
        string workflow, IReadOnlyList<OptimizerDecision> decisions, WorkflowConfiguration configuration, CancellationToken cancellationToken)
    {
        OptimizerDecision? applied = decisions.LastOrDefault(decision => decision is { Action: OptimizerAction.Applied, After: { } after }
            && after.Stages.All(stage => configuration.Stages.GetValueOrDefault(stage.Key) == stage.Value));
        if (applied is null)
        {
            return null;
        }

        if (_before.TryGetValue((workflow, applied.Cycle), out BeforeView? known))
        {
            return known;
        }

        IReadOnlyList<ReportedExecution> executions = await recent.BetweenAsync(workflow, applied.StartedAt - BeforeChange, applied.EndedAt, cancellationToken);
        ReportedExecution[] before = [.. executions.Where(execution => execution.RanOn(applied.Before))];
        BeforeView? view = before.Length == 0 ? null : new BeforeView(applied.Cycle, applied.EndedAt, Measured.Of(before, application.Workflows[workflow].Objective));
        if (timeProvider.GetUtcNow() - applied.EndedAt > Late)
        {
            _before[(workflow, applied.Cycle)] = view;
        }

        return view;
    }

    private static IReadOnlyList<SeriesPoint> SeriesOf(IReadOnlyList<ReportedExecution> executions, LatencyObjective? objective)
    {
        if (executions.Count == 0)
        {
            return [];
        }

        DateTimeOffset from = executions[0].EndedAt;
        double seconds = Math.Max(1, Math.Ceiling((executions[^1].EndedAt - from).TotalSeconds / Buckets));
        ILookup<int, ReportedExecution> buckets = executions.ToLookup(execution => (int)((execution.EndedAt - from).TotalSeconds / seconds));
        return [.. Enumerable.Range(0, buckets.Max(bucket => bucket.Key) + 1).Select(n => PointOf(from.AddSeconds(n * seconds), [.. buckets[n]], seconds, objective))];
    }

    // An interval in which nothing ended is one: a line drawn across it would tell of what was not.
    private static SeriesPoint PointOf(DateTimeOffset at, IReadOnlyList<ReportedExecution> executions, double seconds, LatencyObjective? objective)
    {
        if (executions.Count == 0)
        {
            return new SeriesPoint(at, 0, null, null, 0, 0, null);
        }

        Measured measured = Measured.Of(executions, objective);
        return new SeriesPoint(
            at, measured.Executions / seconds, measured.Latency.P50Ms, measured.AtPercentileMs ?? measured.Latency.P95Ms, measured.Violations, measured.Cold, measured.CostPer1000);
    }
}
