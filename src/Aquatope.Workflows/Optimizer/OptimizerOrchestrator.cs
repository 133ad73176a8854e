using System.Collections.Immutable;
using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>
/// One tuning cycle of one workflow, as a durable orchestration: <see cref="TuningCycle{TConfiguration}"/> decides the order of
/// steps, and each step is an activity. It may be interrupted anywhere and goes on where it was.
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
        TuningOutcome<WorkflowConfiguration> outcome = await new TuningCycle<WorkflowConfiguration>(new Steps(context, input), input.Options).RunAsync();
        return await context.CallActivityAsync<OptimizerDecision>(
            OptimizerActivities.Record,
            new DecisionInput(input.Workflow, context.InstanceId, outcome.Action, outcome.Reason, outcome.Before, outcome.Chosen, startedAt) { Epoch = outcome.Epoch });
    }

    private sealed class Steps(TaskOrchestrationContext context, OptimizerRequest input) : ITuningSteps<WorkflowConfiguration>
    {
        public DateTimeOffset Now => context.CurrentUtcDateTime;

        public TimeSpan ReportsAfter => input.ReportsAfter;

        public void Progress(TuningPhase phase, int trials) =>
            context.SetCustomStatus(new OptimizerProgress(phase.ToString().ToLowerInvariant(), trials, input.Options.MaximumTrials));

        public Task<WorkflowConfiguration> CurrentAsync() => context.CallActivityAsync<WorkflowConfiguration>(OptimizerActivities.Current, input.Workflow);

        public Task<Proposal<WorkflowConfiguration>> ProposeAsync(int round, bool timeIsSpent) => context.CallActivityAsync<Proposal<WorkflowConfiguration>>(
            OptimizerActivities.Propose, new ProposeInput(input.Workflow, context.InstanceId, round, timeIsSpent, input.Options));

        public async Task TryAsync(TrialOrder<WorkflowConfiguration> order)
        {
            var trial = new TrialInput(
                input.Workflow, context.InstanceId, order.Name, Lane.Trial(order.Lane), order.Configuration, order.Executions, input.Options.WarmUpExecutions)
            {
                SearchUntil = order.SearchUntil,
                SufficientExecutions = order.SufficientExecutions,
            };
            TrialRuns runs = await context.CallActivityAsync<TrialRuns>(OptimizerActivities.RunTrial, trial);
            if (ReportsAfter > TimeSpan.Zero)
            {
                await context.CreateTimer(ReportsAfter, CancellationToken.None);
            }

            await context.CallActivityAsync<bool>(OptimizerActivities.MeasureTrial, new MeasureInput(trial, runs));
        }

        public Task<ImmutableArray<WorkflowConfiguration>> RecommendAsync() => context.CallActivityAsync<ImmutableArray<WorkflowConfiguration>>(
            OptimizerActivities.Recommend, new RecommendInput(input.Workflow, context.InstanceId, input.Options));

        public Task<ValidationVerdict> JudgeAsync(string trial, WorkflowConfiguration candidate) => context.CallActivityAsync<ValidationVerdict>(
            OptimizerActivities.Validate, new ValidateInput(input.Workflow, context.InstanceId, trial, candidate, input.Options));

        public Task ApplyAsync(WorkflowConfiguration configuration) =>
            context.CallActivityAsync<bool>(OptimizerActivities.Apply, new ApplyInput(input.Workflow, configuration));

        public Task WaitAsync()
        {
            TimeSpan late = ReportsAfter / LooksWhileReportsComeIn;
            return context.CreateTimer(late > CanaryInterval ? late : CanaryInterval, CancellationToken.None);
        }

        public Task<CanaryVerdict> JudgeCanaryAsync(DateTimeOffset since) => context.CallActivityAsync<CanaryVerdict>(
            OptimizerActivities.Canary, new CanaryInput(input.Workflow, since, input.Options.WarmUpExecutions));
    }
}
