using Aquatope.Local;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Cli;

/// <summary>One run from beginning to end: measure, tune, measure again. It may be interrupted anywhere and goes on from there.</summary>
internal sealed class RunSession(
    RunOptions options,
    RunProgress progress,
    LaneClients clients,
    Optimizer optimizer,
    IStateStore store,
    IStageReportSource reports,
    LocalMachine machine,
    TimeProvider timeProvider)
{
    /// <summary>Runs.</summary>
    /// <param name="cancellationToken">Interrupts the run; the same command then goes on.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="UsageException">No configuration can meet the objective.</exception>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        RunState? last = await RunState.ReadAsync(store, cancellationToken);
        bool resumes = last is { Phase: not RunPhase.Done } && last.Objective == options.Objective.ToString();
        RunState state = resumes
            ? last!
            : new RunState((last?.Number ?? 0) + 1, RunPhase.Start, options.Objective.ToString(), Cycle: null);
        var load = new LoadGenerator(clients, options, state.Number, timeProvider);
        int resumed = await ResumeAsync(load, resumes, state, cancellationToken);
        if (!resumes)
        {
            await optimizer.ResetAsync(options.Workflow.Orchestrator, cancellationToken);
            await state.KeepAsync(store, cancellationToken);
        }

        if (state.Phase == RunPhase.Start)
        {
            await MeasureAsync(load, state, options.Start, "Starting production", cancellationToken);
            state = await (state with { Phase = RunPhase.Before }).KeepAsync(store, cancellationToken);
        }

        if (state.Phase == RunPhase.Before)
        {
            await MeasureAsync(load, state, options.Measured, "Measuring production, default configuration", cancellationToken);
            string cycle = await optimizer.StartAsync(options.Workflow.Orchestrator, cancellationToken);
            state = await (state with { Phase = RunPhase.Tuning, Cycle = cycle }).KeepAsync(store, cancellationToken);
        }

        if (state.Phase == RunPhase.Tuning)
        {
            OptimizerDecision tuned = await TuneAsync(load, state, cancellationToken);
            if (tuned.Action == OptimizerAction.OutOfReach)
            {
                await (state with { Phase = RunPhase.Done }).KeepAsync(store, cancellationToken);
                throw new UsageException($"--objective: {options.Objective} is out of reach on this machine: {tuned.Reason}.");
            }

            state = await (state with { Phase = RunPhase.After }).KeepAsync(store, cancellationToken);
        }

        OptimizerDecision decision = await optimizer.WaitAsync(state.Cycle!, cancellationToken);
        string measured = decision.Action == OptimizerAction.Applied ? "tuned configuration" : "configuration kept";
        await MeasureAsync(load, state, options.Measured, $"Measuring production, {measured}", cancellationToken);
        RunResult result = await ResultAsync(state, decision, resumed, cancellationToken);
        await (state with { Phase = RunPhase.Done }).KeepAsync(store, cancellationToken);
        return result;
    }

    private async Task<int> ResumeAsync(LoadGenerator load, bool resumes, RunState state, CancellationToken cancellationToken)
    {
        if (resumes)
        {
            progress.Say($"Resuming run {state.Number}, interrupted in phase '{state.Phase.ToString().ToLowerInvariant()}'.");
        }

        int open = await load.ResumeAsync(cancellationToken);
        if (open > 0)
        {
            progress.Say($"Seen through {open} executions that an interrupted run had started.");
        }

        return open;
    }

    private async Task MeasureAsync(LoadGenerator load, RunState state, TimeSpan duration, string what, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(duration, timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        Task running = load.RunAsync(state.Phase, stop.Token, cancellationToken);
        await progress.FollowAsync(what, duration, () => Describe(load), running);
    }

    private async Task<OptimizerDecision> TuneAsync(LoadGenerator load, RunState state, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task running = load.RunAsync(RunPhase.Tuning, stop.Token, cancellationToken);
        Task<OptimizerDecision> deciding = optimizer.WaitAsync(state.Cycle!, cancellationToken);
        OptimizerProgress? seen = null;
        await progress.FollowAsync(
            "Tuning in trial lanes",
            options.Search,
            async () =>
            {
                seen = await optimizer.GetProgressAsync(state.Cycle!, cancellationToken) ?? seen;
                return seen is null ? await Describe(load) : $"{seen.Phase}, {seen.Trials} trials; {await Describe(load)}";
            },
            deciding);
        await stop.CancelAsync();
        await running;
        OptimizerDecision decision = await deciding;
        progress.Say($"Tuning {Verb(decision.Action)}: {decision.Reason}.");
        return decision;
    }

    private static Task<string> Describe(LoadGenerator load) =>
        Task.FromResult($"{load.Counts.Completed} of {load.Counts.Started} executions done");

    private static string Verb(OptimizerAction action) => action switch
    {
        OptimizerAction.Applied => "applied a new configuration",
        OptimizerAction.RolledBack => "took its configuration back",
        OptimizerAction.OutOfReach => "found nothing that meets the objective",
        _ => "kept the configuration",
    };

    private async Task<RunResult> ResultAsync(RunState state, OptimizerDecision decision, int resumed, CancellationToken cancellationToken) => new()
    {
        Workflow = options.Workflow.Name,
        Objective = new ObjectiveResult(options.Objective.Bound.TotalMilliseconds, options.Objective.Percentile),
        Limits = machine.Limits,
        Start = await PhaseAsync(state.Number, RunPhase.Start, cancellationToken),
        Before = await PhaseAsync(state.Number, RunPhase.Before, cancellationToken),
        After = await PhaseAsync(state.Number, RunPhase.After, cancellationToken),
        Tuning = new TuningResult
        {
            Trials = decision.Trials,
            Executions = decision.Executions,
            Cost = decision.Cost,
            Seconds = Math.Round((decision.EndedAt - decision.StartedAt).TotalSeconds, 1),
            Action = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(decision.Action.ToString()),
            Reason = decision.Reason,
        },
        Resumed = resumed,
    };

    private async Task<PhaseResult> PhaseAsync(int run, RunPhase phase, CancellationToken cancellationToken)
    {
        string prefix = LoadGenerator.Prefix(run, phase);
        var query = new ReportQuery { Workflow = options.Workflow.Orchestrator, Lane = Lane.Production };
        List<WorkflowReport> executions = await reports.ReadWorkflowsAsync(query, cancellationToken)
            .Where(report => report.InstanceId.StartsWith(prefix, StringComparison.Ordinal)).ToListAsync(cancellationToken);
        List<StageReport> stages = await reports.ReadStagesAsync(query, cancellationToken)
            .Where(report => report.InstanceId.StartsWith(prefix, StringComparison.Ordinal)).ToListAsync(cancellationToken);
        return PhaseMeasurement.Of(executions, stages, options.Objective);
    }
}
