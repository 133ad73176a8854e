using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>A workflow's orchestrator, watched: its stages are reported with it, and so is its end.</summary>
internal sealed class WorkflowOrchestrator(
    ITaskOrchestrator inner, string lane, ExecutionDirectory directory, WorkflowReporter reporter, CascadeWarmer cascade) : ITaskOrchestrator
{
    /// <inheritdoc/>
    public Type InputType => inner.InputType;

    /// <inheritdoc/>
    public Type OutputType => inner.OutputType;

    /// <inheritdoc/>
    public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        WorkflowExecution execution = directory.Enter(lane, context.InstanceId, context.Name.Name, context.Parent?.InstanceId);
        bool isProduction = lane == Lane.Production && execution.InstanceId == context.InstanceId;
        if (isProduction && !context.IsReplaying)
        {
            cascade.Started(execution);
        }

        try
        {
            return await inner.RunAsync(context, input);
        }
        finally
        {
            // An orchestrator ends in one turn only: in the others its task is left unfinished and never comes here.
            directory.Leave(lane, context.InstanceId);
            if (isProduction)
            {
                cascade.Ended(execution);
            }

            if (execution.InstanceId == context.InstanceId)
            {
                reporter.Ended(lane, execution);
            }
        }
    }
}
