using System.Collections.Immutable;
using System.Globalization;
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
    ChangeMonitor changes,
    ProductionEvidence evidence,
    ColdStartPrices prices,
    TimeProvider timeProvider)
{
    // They are names of functions, too, which must not have hyphens where they are to be disabled on Linux.
    private const string Prefix = "aquatope_";
    public const string Propose = Prefix + "propose";
    public const string RunTrial = Prefix + "run_trial";
    public const string MeasureTrial = Prefix + "measure_trial";
    public const string Recommend = Prefix + "recommend";
    public const string Validate = Prefix + "validate";
    public const string Current = Prefix + "current";
    public const string Apply = Prefix + "apply";
    public const string Canary = Prefix + "canary";
    public const string Record = Prefix + "record";

    /// <summary>How far back production's executions tell how fast the workflow can be.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>Gets the steps by name.</summary>
    public IEnumerable<KeyValuePair<string, ITaskActivity>> Steps =>
    [
        Step<ProposeInput, Proposal<WorkflowConfiguration>>(Propose, ProposeAsync),
        Step<TrialInput, TrialRuns>(RunTrial, RunTrialAsync),
        Step<MeasureInput, bool>(MeasureTrial, MeasureTrialAsync),
        Step<RecommendInput, ImmutableArray<WorkflowConfiguration>>(Recommend, RecommendAsync),
        Step<ValidateInput, ValidationVerdict>(Validate, ValidateAsync),
        Step<string, WorkflowConfiguration>(Current, async workflow => (await problems.OfAsync(workflow, CancellationToken.None)).Baseline),
        Step<ApplyInput, bool>(Apply, ApplyAsync),
        Step<CanaryInput, CanaryVerdict>(Canary, JudgeCanaryAsync),
        Step<DecisionInput, OptimizerDecision>(Record, RecordAsync),
    ];

    private static KeyValuePair<string, ITaskActivity> Step<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run) =>
        KeyValuePair.Create<string, ITaskActivity>(name, FuncTaskActivity.Create<TInput, TOutput>((_, input) => run(input)));

    private async Task<bool> ApplyAsync(ApplyInput input)
    {
        prices.Hold(input.Workflow);
        await production.ApplyAsync(input.Workflow, input.Configuration, CancellationToken.None);
        return true;
    }

    private async Task<Proposal<WorkflowConfiguration>> ProposeAsync(ProposeInput input)
    {
        prices.Hold(input.Workflow);
        List<TrialRecord> records = await history.OfCycleAsync(input.Workflow, input.Cycle, CancellationToken.None);
        WorkflowProblem problem = await problems.OfAsync(input.Workflow, CancellationToken.None);
        TuningProblem asked = problem.ToTuningProblem();
        IReadOnlyList<Trial> own = Encode(problem, [.. records.Select(record => (record.Trial, record.Epoch))]);
        if (Reachability.LooksOutOfReach(asked, own) && Reachability.OutOfReach(asked, own, await RecentLatenciesAsync(input.Workflow)) is { } fastest)
        {
            return new Proposal<WorkflowConfiguration>([], fastest, OutOfReach: true) { Epoch = problem.Epoch };
        }

        int count = Math.Min(input.Options.TrialLanes, SearchBudget.Trials(input.Options, records.Count, records.Sum(record => record.Cost)));
        if (count <= 0 || input.TimeIsSpent)
        {
            return new Proposal<WorkflowConfiguration>([], input.TimeIsSpent ? "the time to search is spent" : SearchBudget.Spent(input.Options, records.Count)) { Epoch = problem.Epoch };
        }

        IReadOnlyList<Trial> known = Encode(problem, await KnownAsync(problem, input.Cycle, input.Options, records));
        IReadOnlyList<Configuration> proposed = tuner.Propose(asked, known, count, input.Options.Seed + (ulong)input.Round);
        return new Proposal<WorkflowConfiguration>([.. proposed.Select(problem.Decode)], proposed.Count > 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"no configuration promises to save {input.Options.LeastSaving:P1} more"))
        { Epoch = problem.Epoch };
    }

    // What the cycle has tried, what earlier ones did, and what production shows since the last change.
    private async Task<List<(WorkflowTrial Trial, int Epoch)>> KnownAsync(WorkflowProblem problem, string cycle, OptimizerOptions options, List<TrialRecord> records)
    {
        List<TrialRecord> before = await history.BeforeCycleAsync(problem.Workflow, cycle, options.RememberedTrials, CancellationToken.None);
        ChangeWatch watch = await changes.ReadAsync(problem.Workflow, CancellationToken.None);
        WorkflowTrial? shown = watch.Epoch == 0 ? null : await evidence.SinceAsync(problem, watch.Since, CancellationToken.None);
        return
        [
            .. before.Concat(records).Where(record => problem.Stages.Keys.All(record.Trial.Configuration.Stages.ContainsKey))
                .Select(record => (record.Trial, record.Epoch)),
            .. shown is null ? Array.Empty<(WorkflowTrial, int)>() : [(shown, problem.Epoch)],
        ];
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

    private async Task<TrialRuns> RunTrialAsync(TrialInput input)
    {
        prices.Hold(input.Workflow);
        return await runner.RunAsync(input, await EnoughAsync(input), CancellationToken.None);
    }

    private async Task<bool> MeasureTrialAsync(MeasureInput input)
    {
        TrialRecord record = await runner.MeasureAsync(input.Trial, input.Runs, CancellationToken.None);
        await history.KeepAsync(input.Trial.Workflow, input.Trial.Cycle, input.Trial.Trial, record, CancellationToken.None);
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
        IReadOnlyList<Trial> known = Encode(problem, await KnownAsync(problem, input.Cycle, input.Options, records));
        return [.. tuner.Recommend(problem.ToTuningProblem(), known, input.Options.MaximumValidations, input.Options.Seed)
            .Select(recommendation => problem.Decode(recommendation.Configuration))];
    }

    private static IReadOnlyList<Trial> Encode(WorkflowProblem problem, List<(WorkflowTrial Trial, int Epoch)> known) =>
        [.. known.Select(item => new Trial(problem.Encode(item.Trial.Configuration), item.Trial.Executions) { Epoch = item.Epoch })];

    private async Task<ValidationVerdict> ValidateAsync(ValidateInput input)
    {
        WorkflowProblem problem = await problems.OfAsync(input.Workflow, CancellationToken.None);
        TrialRecord record = (await history.FindAsync(input.Workflow, input.Cycle, input.Trial, CancellationToken.None))!;
        List<TrialRecord> own = await history.OfCycleAsync(input.Workflow, input.Cycle, CancellationToken.None);
        List<(WorkflowTrial Trial, int Epoch)> known = await KnownAsync(problem, input.Cycle, input.Options, own);
        return Validation.Judge(
            problem.Objective,
            record.Trial.Executions,
            [.. known.Where(other => other.Epoch == problem.Epoch && other.Trial.Configuration == problem.Baseline).SelectMany(other => other.Trial.Executions)],
            problem.IdleCost(problem.Baseline, record.Trial.Executions) - problem.IdleCost(record.Trial.Configuration, record.Trial.Executions));
    }

    private async Task<CanaryVerdict> JudgeCanaryAsync(CanaryInput input)
    {
        prices.Hold(input.Workflow);
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
        List<OptimizerDecision> earlier = await history.DecisionsAsync(input.Workflow, CancellationToken.None);
        ChangeWatch watch = await changes.ReadAsync(input.Workflow, CancellationToken.None);
        bool isAnswer = watch.Change is not null && input.Epoch == watch.Epoch && !earlier.Exists(decision => decision.Epoch == watch.Epoch);
        var decision = new OptimizerDecision
        {
            Cycle = input.Cycle,
            Workflow = input.Workflow,
            Action = input.Action,
            Reason = isAnswer ? $"{watch.Change}; {input.Reason}" : input.Reason,
            Before = input.Before,
            After = input.After,
            Trials = records.Count,
            Executions = records.Sum(record => record.Executions),
            Cost = records.Sum(record => record.Cost),
            Epoch = input.Epoch,
            StartedAt = input.StartedAt,
            EndedAt = timeProvider.GetUtcNow(),
        };
        await history.KeepAsync(decision, CancellationToken.None);
        prices.Release(input.Workflow);
        return decision;
    }
}
