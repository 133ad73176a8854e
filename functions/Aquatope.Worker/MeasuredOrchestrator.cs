using System.Text.Json;
using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Worker;

/// <summary>A workflow as the Durable Task worker calls it: run by <see cref="TriggeredTasks"/>, as in a function app.</summary>
internal sealed class MeasuredOrchestrator(TriggeredTasks tasks) : ITaskOrchestrator
{
    /// <inheritdoc/>
    public Type InputType => typeof(JsonElement);

    /// <inheritdoc/>
    public Type OutputType => typeof(JsonElement);

    /// <inheritdoc/>
    public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => await tasks.RunOrchestratorAsync(context);
}
