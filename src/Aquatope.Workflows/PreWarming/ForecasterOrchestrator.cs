using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>One training of a stage's forecaster: a process that ends meanwhile loses nothing but the time.</summary>
internal sealed class ForecasterOrchestrator : TaskOrchestrator<TrainingRequest, ForecasterDecision>
{
    public const string Name = "aquatope_forecaster";

    /// <inheritdoc/>
    public override Task<ForecasterDecision> RunAsync(TaskOrchestrationContext context, TrainingRequest input) =>
        context.CallActivityAsync<ForecasterDecision>(ForecasterTraining.Activity, input);
}
