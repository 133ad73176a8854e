using System.Collections.Immutable;
using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>The steps of a tuning cycle. Each may run twice, and leaves the same behind when it does.</summary>
internal sealed class OptimizerActivities(
    AquatopeApplication application,
    ITuner tuner,
    TuningProblems problems,
    TrialHistory history,
    TrialRunner runner,
    ProductionConfiguration production,
    IStageReportSource reports,
    TimeProvider timeProvider)
{
    private const string Prefix = "aquatope-";
    public const string Propose = Prefix + "propose";
    public const string RunTrial = Prefix + "run-trial";
    public const string Recommend = Prefix + "recommend";
    public const string Validate = Prefix + "validate";
    public const string Current = Prefix + "current";
    public const string Apply = Prefix + "apply";
    public const string Canary = Prefix + "canary";
    public const string Record = Prefix + "record";

    /// <summary>How far back production's executions tell how fast the workflow can be.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>Adds the steps to a registry.</summary>
    public void AddTo(DurableTaskRegistry registry)
    {
        registry.AddActivityFunc<ProposeInput, Proposal>(Propose, (_, input) => ProposeAsync(input));
        registry.AddActivityFunc<TrialInput, bool>(RunTrial, (_, input) => RunTrialAsync(input));
        registry.AddActivityFunc<RecommendInput, ImmutableArray<WorkflowConfiguration>>(Recommend, (_, input) => RecommendAsync(input));
        registry.AddActivityFunc<ValidateInput, ValidationVerdict>(Validate, (_, input) => ValidateAsync(input));
        registry.AddActivityFunc<string, WorkflowConfiguration>(Current, async (_, workflow) => (await problems.OfAsync(workflow, CancellationToken.None)).Baseline);
        registry.AddActivityFunc<ApplyInput>(Apply, (_, input) => production.ApplyAsync(input.Workflow, input.Configuration, CancellationToken.None));
        registry.AddActivityFunc<CanaryInput, CanaryVerdict>(Canary, (_, input) => JudgeCanaryAsync(input));
        registry.AddActivityFunc<DecisionInput, OptimizerDecision>(Record, (_, input) => RecordAsync(input));
    }

    private async Task<Proposal> ProposeAsync(ProposeInput input)
    {
        List<TrialRecord> records = await history.OfCycleAsync(input.Workflow, input.Cycle, CancellationToken.None);
        WorkflowProblem problem = await problems.OfAsync(input.Workflow, CancellationToken.None);
        ImmutableArray<WorkflowTrial> trials = [.. records.Select(record => record.Trial)];
        if (Validation.LooksOutOfReach(problem, trials)
            && Validation.OutOfReach(problem, trials, await RecentLatenciesAsync(input.Workflow)) is { } fastest)
        {
            return new Proposal([], fastest, OutOfReach: true);
        }

        int left = input.Options.MaximumTrials - records.Count;
        if (left <= 0 || input.TimeIsSpent)
        {
            return new Proposal([], left <= 0 ? "the budget of trials is spent" : "the time to search is spent");
        }

        IReadOnlyList<Configuration> proposed = tuner.Propose(
            problem.ToTuningProblem(), Encode(problem, records), Math.Min(left, input.Options.TrialLanes), input.Options.Seed + (ulong)input.Round);
        return new Proposal([.. proposed.Select(problem.Decode)], proposed.Count == 0 ? "no configuration promises to be better" : null);
    }

    private async Task<List<double>> RecentLatenciesAsync(string workflow)
    {
        var latencies = new List<double>();
        var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production, From = timeProvider.GetUtcNow() - Recent };
        await foreach (WorkflowReport report in reports.ReadWorkflowsAsync(query, CancellationToken.None))
        {
            if (!report.Failed)
            {
                latencies.Add(report.Latency.TotalMilliseconds);
            }
        }

        return latencies;
    }

    private async Task<bool> RunTrialAsync(TrialInput input)
    {
        if (await history.FindAsync(input.Workflow, input.Cycle, input.Trial, CancellationToken.None) is null)
        {
            TrialRecord record = await runner.RunAsync(input, await EnoughAsync(input), CancellationToken.None);
            await history.KeepAsync(input.Workflow, input.Cycle, input.Trial, record, CancellationToken.None);
        }

        return true;
    }

    private async Task<Func<IReadOnlyList<TrialExecution>, bool>> EnoughAsync(TrialInput input)
    {
        if (input.SearchUntil is { } until)
        {
            return _ => timeProvider.GetUtcNow() >= until;
        }

        WorkflowProblem problem = await problems.OfAsync(input.Workflow, CancellationToken.None);
        return measured => Validation.IsComplete(problem.Objective, measured, input.SufficientExecutions);
    }

    private async Task<ImmutableArray<WorkflowConfiguration>> RecommendAsync(RecommendInput input)
    {
        List<TrialRecord> records = await history.OfCycleAsync(input.Workflow, input.Cycle, CancellationToken.None);
        WorkflowProblem problem = await problems.OfAsync(input.Workflow, CancellationToken.None);
        return [.. tuner.Recommend(problem.ToTuningProblem(), Encode(problem, records), input.Options.MaximumValidations, input.Options.Seed)
            .Select(recommendation => problem.Decode(recommendation.Configuration))];
    }

    private static IReadOnlyList<Trial> Encode(WorkflowProblem problem, List<TrialRecord> records) =>
        [.. records.Select(record => new Trial(problem.Encode(record.Trial.Configuration), record.Trial.Executions))];

    private async Task<ValidationVerdict> ValidateAsync(ValidateInput input)
    {
        WorkflowProblem problem = await problems.OfAsync(input.Workflow, CancellationToken.None);
        TrialRecord record = (await history.FindAsync(input.Workflow, input.Cycle, input.Trial, CancellationToken.None))!;
        List<TrialRecord> all = await history.OfCycleAsync(input.Workflow, input.Cycle, CancellationToken.None);
        return Validation.Judge(problem, record.Trial, [.. all.Select(other => other.Trial)]);
    }

    private async Task<CanaryVerdict> JudgeCanaryAsync(CanaryInput input)
    {
        var seen = new List<WorkflowReport>();
        var query = new ReportQuery { Workflow = input.Workflow, Lane = Lane.Production, From = input.Since };
        await foreach (WorkflowReport report in reports.ReadWorkflowsAsync(query, CancellationToken.None))
        {
            // What began before the change ran on the old configuration, in part at least.
            if (report.StartedAt >= input.Since)
            {
                seen.Add(report);
            }
        }

        // The first executions warm the new workers' code, as they do in a trial.
        return Validation.JudgeCanary(application.Workflows[input.Workflow].Objective!, [.. seen.OrderBy(report => report.StartedAt).Skip(input.WarmUp)]);
    }

    private async Task<OptimizerDecision> RecordAsync(DecisionInput input)
    {
        List<TrialRecord> records = await history.OfCycleAsync(input.Workflow, input.Cycle, CancellationToken.None);
        var decision = new OptimizerDecision
        {
            Cycle = input.Cycle,
            Workflow = input.Workflow,
            Action = input.Action,
            Reason = input.Reason,
            Before = input.Before,
            After = input.After,
            Trials = records.Count,
            Executions = records.Sum(record => record.Executions),
            Cost = records.Sum(record => record.Cost),
            StartedAt = input.StartedAt,
            EndedAt = timeProvider.GetUtcNow(),
        };
        await history.KeepAsync(decision, CancellationToken.None);
        return decision;
    }
}
