using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>
/// One tuning cycle of one workflow, as a durable orchestration: propose, try in trial lanes, learn, validate, apply,
/// watch, and take back what does worse. It may be interrupted anywhere and goes on where it was.
/// </summary>
public sealed class OptimizerOrchestrator : TaskOrchestrator<OptimizerRequest, OptimizerDecision>
{
    /// <summary>The orchestration's name.</summary>
    public const string Name = "aquatope_optimizer";

    private static readonly TimeSpan CanaryInterval = TimeSpan.FromSeconds(2);

    // Looking more often than reports come in costs queries and shows nothing new.
    private const int LooksWhileReportsComeIn = 10;

    /// <inheritdoc/>
    public override async Task<OptimizerDecision> RunAsync(TaskOrchestrationContext context, OptimizerRequest input)
    {
        DateTimeOffset startedAt = context.CurrentUtcDateTime;
        WorkflowConfiguration before = await context.CallActivityAsync<WorkflowConfiguration>(OptimizerActivities.Current, input.Workflow);
        (int trials, Proposal last) = await SearchAsync(context, input, startedAt);
        if (last.OutOfReach)
        {
            return await RecordAsync(OptimizerAction.OutOfReach, last.Stopped!, chosen: null);
        }

        (WorkflowConfiguration? chosen, string reason) = await ValidateAsync(context, input, before, trials);
        reason = $"{last.Stopped}; {reason}";
        if (chosen is null || input.Options.DryRun)
        {
            return await RecordAsync(chosen is null ? OptimizerAction.Kept : OptimizerAction.Recommended, reason, chosen);
        }

        (OptimizerAction action, string seen) = await ApplyAsync(context, input, before, chosen);
        return await RecordAsync(action, $"{reason}; {seen}", chosen);

        Task<OptimizerDecision> RecordAsync(OptimizerAction done, string why, WorkflowConfiguration? chosen) => context.CallActivityAsync<OptimizerDecision>(
            OptimizerActivities.Record, new DecisionInput(input.Workflow, context.InstanceId, done, why, before, chosen, startedAt) { Epoch = last.Epoch });
    }

    private static async Task<(int Trials, Proposal Last)> SearchAsync(TaskOrchestrationContext context, OptimizerRequest input, DateTimeOffset startedAt)
    {
        int trials = 0;
        for (int round = 0; ; round++)
        {
            context.SetCustomStatus(new OptimizerProgress("search", trials, input.Options.MaximumTrials));
            bool timeIsSpent = context.CurrentUtcDateTime - startedAt >= input.Options.MaximumSearch;
            Proposal proposal = await context.CallActivityAsync<Proposal>(
                OptimizerActivities.Propose, new ProposeInput(input.Workflow, context.InstanceId, round, timeIsSpent, input.Options));
            if (proposal.Stopped is not null)
            {
                return (trials, proposal);
            }

            await TryAsync(context, input, proposal.Configurations.Select((configuration, lane) => new TrialInput(
                input.Workflow,
                context.InstanceId,
                string.Create(CultureInfo.InvariantCulture, $"search-{round:D3}-{lane}"),
                Lane.Trial(lane),
                configuration,
                input.Options.ExecutionsPerTrial,
                input.Options.WarmUpExecutions)
            {
                SearchUntil = startedAt + input.Options.MaximumSearch,
            }));
            trials += proposal.Configurations.Length;
        }
    }

    // Trials at the same time, each in a lane of its own; their reports are waited for together.
    private static async Task TryAsync(TaskOrchestrationContext context, OptimizerRequest input, IEnumerable<TrialInput> batch)
    {
        TrialInput[] trials = [.. batch];
        TrialRuns[] runs = await Task.WhenAll(trials.Select(trial => context.CallActivityAsync<TrialRuns>(OptimizerActivities.RunTrial, trial)));
        if (input.ReportsAfter > TimeSpan.Zero)
        {
            await context.CreateTimer(input.ReportsAfter, CancellationToken.None);
        }

        await Task.WhenAll(trials.Zip(runs, (trial, ran) => context.CallActivityAsync<bool>(OptimizerActivities.MeasureTrial, new MeasureInput(trial, ran))));
    }

    private static async Task<(WorkflowConfiguration? Chosen, string Reason)> ValidateAsync(
        TaskOrchestrationContext context, OptimizerRequest input, WorkflowConfiguration before, int trials)
    {
        string reason = "no other configuration was recommended";
        for (int attempt = 0; attempt < input.Options.MaximumValidations; attempt++)
        {
            context.SetCustomStatus(new OptimizerProgress("validation", trials + attempt, input.Options.MaximumTrials));

            // Asked anew each time: what the last validation showed may change the order.
            ImmutableArray<WorkflowConfiguration> candidates = await context.CallActivityAsync<ImmutableArray<WorkflowConfiguration>>(
                OptimizerActivities.Recommend, new RecommendInput(input.Workflow, context.InstanceId, input.Options));
            WorkflowConfiguration candidate = candidates[0];
            if (candidate == before)
            {
                return (null, "the configuration in production is the best known");
            }

            string trial = string.Create(CultureInfo.InvariantCulture, $"validation-{attempt}");
            var validation = new TrialInput(
                input.Workflow,
                context.InstanceId,
                trial,
                Lane.Trial(0),
                candidate,
                Validation.MostExecutions(input.Options.ValidationExecutions),
                input.Options.WarmUpExecutions)
            {
                SufficientExecutions = input.Options.ValidationExecutions,
            };
            await TryAsync(context, input, [validation]);
            ValidationVerdict verdict = await context.CallActivityAsync<ValidationVerdict>(
                OptimizerActivities.Validate, new ValidateInput(input.Workflow, context.InstanceId, trial, candidate, input.Options));
            reason = verdict.Reason;
            if (verdict.Passed)
            {
                return (candidate, reason);
            }
        }

        return (null, reason);
    }

    private static async Task<(OptimizerAction Action, string Reason)> ApplyAsync(
        TaskOrchestrationContext context, OptimizerRequest input, WorkflowConfiguration before, WorkflowConfiguration chosen)
    {
        await context.CallActivityAsync<bool>(OptimizerActivities.Apply, new ApplyInput(input.Workflow, chosen));
        DateTimeOffset since = context.CurrentUtcDateTime;
        DateTimeOffset until = since + input.Options.CanaryTimeout + input.ReportsAfter;
        TimeSpan late = input.ReportsAfter / LooksWhileReportsComeIn;
        TimeSpan interval = late > CanaryInterval ? late : CanaryInterval;
        CanaryVerdict verdict;
        do
        {
            context.SetCustomStatus(new OptimizerProgress("canary", input.Options.MaximumTrials, input.Options.MaximumTrials));
            await context.CreateTimer(interval, CancellationToken.None);
            verdict = await context.CallActivityAsync<CanaryVerdict>(
                OptimizerActivities.Canary, new CanaryInput(input.Workflow, since, input.Options.WarmUpExecutions));
            if (verdict.Worse)
            {
                await context.CallActivityAsync<bool>(OptimizerActivities.Apply, new ApplyInput(input.Workflow, before));
                return (OptimizerAction.RolledBack, verdict.Reason);
            }
        }
        while (verdict.Executions < input.Options.CanaryExecutions && context.CurrentUtcDateTime < until);

        return (OptimizerAction.Applied, verdict.Reason);
    }
}
