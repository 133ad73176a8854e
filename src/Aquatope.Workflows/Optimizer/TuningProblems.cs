using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>States the tuning problem of a workflow: which of the program's stages it uses, and where they stand.</summary>
internal sealed class TuningProblems(
    AquatopeApplication application,
    ProductionConfiguration production,
    ChangeMonitor changes,
    IStageReportSource reports,
    DemandStore demands,
    TimeProvider timeProvider)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>Returns the problem of a workflow as it stands now.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="cancellationToken">Stops the reading of reports.</param>
    /// <returns>The problem, with the bound less the headroom: the stages that recent production executions called; all of them before there are any.</returns>
    /// <exception cref="InvalidOperationException">The workflow has no objective.</exception>
    public async Task<WorkflowProblem> OfAsync(string workflow, CancellationToken cancellationToken)
    {
        LatencyObjective objective = application.Workflows[workflow].Objective
            ?? throw new InvalidOperationException($"The workflow '{workflow}' has no objective, so that nothing can be tuned. State one with MeetLatency.");
        ImmutableSortedSet<string> observed = await ObservedStagesAsync(workflow, cancellationToken);
        IEnumerable<StageRegistration> stages = application.Stages.Values.Where(stage => observed.IsEmpty || observed.Contains(stage.Name));
        WorkflowConfiguration current = await production.ReadAsync(workflow, cancellationToken);
        var knobs = stages.ToImmutableSortedDictionary(stage => stage.Name, stage => stage.Knobs, StringComparer.Ordinal);
        return new WorkflowProblem(
            workflow,
            knobs,
            objective with { Bound = objective.Bound * (1 - application.Optimizer.Headroom) },
            application.Prices,
            WorkflowConfiguration.Of(current.Stages.Where(stage => knobs.ContainsKey(stage.Key))))
        {
            Epoch = (await changes.ReadAsync(workflow, cancellationToken)).Epoch,
            IdlePerCall = await IdlePerCallAsync(current.Stages.Where(stage => knobs.ContainsKey(stage.Key)), cancellationToken),
        };
    }

    // At the price of execution: a second that costs half as much while a worker is idle counts as half a second.
    private async Task<ImmutableDictionary<string, TimeSpan>> IdlePerCallAsync(
        IEnumerable<KeyValuePair<string, ResourceConfiguration>> stages, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, TimeSpan>.Builder idle = ImmutableDictionary.CreateBuilder<string, TimeSpan>(StringComparer.Ordinal);
        foreach ((string stage, ResourceConfiguration resources) in stages)
        {
            double busy = application.Prices.PerSecond(resources);
            if (busy > 0 && await demands.ReadAsync(stage, cancellationToken) is { Idle.PerCall: { } perCall })
            {
                idle[stage] = perCall * (application.PreWarmer.PolicyOf(resources, application.Prices).PricePerIdleSecond / busy);
            }
        }

        return idle.ToImmutable();
    }

    private async Task<ImmutableSortedSet<string>> ObservedStagesAsync(string workflow, CancellationToken cancellationToken)
    {
        ImmutableSortedSet<string>.Builder observed = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production, From = timeProvider.GetUtcNow() - Recent };
        await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
        {
            observed.Add(report.Stage);
        }

        return observed.ToImmutable();
    }
}
