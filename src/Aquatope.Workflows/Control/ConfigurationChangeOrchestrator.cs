using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>A change of production's configuration that somebody asked for: applied, and written down like the optimizer's own.</summary>
internal sealed class ConfigurationChangeOrchestrator : TaskOrchestrator<ConfigurationChange, OptimizerDecision>
{
    public const string Name = "aquatope_change";

    /// <inheritdoc/>
    public override async Task<OptimizerDecision> RunAsync(TaskOrchestrationContext context, ConfigurationChange input)
    {
        DateTimeOffset startedAt = context.CurrentUtcDateTime;
        WorkflowConfiguration before = await context.CallActivityAsync<WorkflowConfiguration>(OptimizerActivities.Current, input.Workflow);
        WorkflowConfiguration after = input.Configuration.Stages.Aggregate(before, (changed, stage) => changed.With(stage.Key, stage.Value));
        await context.CallActivityAsync<bool>(OptimizerActivities.Apply, new ApplyInput(input.Workflow, after));
        return await context.CallActivityAsync<OptimizerDecision>(
            OptimizerActivities.Record,
            new DecisionInput(input.Workflow, context.InstanceId, input.Action, input.Reason, before, after, startedAt) { Epoch = input.Epoch });
    }
}
