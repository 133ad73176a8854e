using System.Text.Json;
using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Worker;

/// <summary>A stage as the Durable Task worker calls it: run and measured by <see cref="TriggeredTasks"/>, as in a function app.</summary>
internal sealed class MeasuredActivity(string stage, TriggeredTasks tasks) : ITaskActivity
{
    /// <inheritdoc/>
    public Type InputType => typeof(JsonElement);

    /// <inheritdoc/>
    public Type OutputType => typeof(JsonElement);

    /// <inheritdoc/>
    public async Task<object?> RunAsync(TaskActivityContext context, object? input) =>
        await tasks.RunActivityAsync(stage, context.InstanceId, input as JsonElement?);
}
