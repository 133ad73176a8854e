using System.Text.Json;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>Stands for a stage in the worker of a lane: takes the work item and has the stage's pool run it.</summary>
internal sealed class StageProxy(IStageDispatcher dispatcher, (string Lane, string Stage) pool, ExecutionDirectory directory, CascadeWarmer cascade)
    : ITaskActivity
{
    /// <inheritdoc/>
    public Type InputType => typeof(JsonElement);

    /// <inheritdoc/>
    public Type OutputType => typeof(JsonElement);

    /// <inheritdoc/>
    public async Task<object?> RunAsync(TaskActivityContext context, object? input)
    {
        string? json = input is JsonElement { ValueKind: not JsonValueKind.Undefined } element ? element.GetRawText() : null;
        var invocation = new StageInvocation(pool.Lane, pool.Stage, context.InstanceId, json);
        if (pool.Lane == Lane.Production)
        {
            cascade.Called(directory.Find(pool.Lane, context.InstanceId), pool.Stage);
        }

        string? result = await dispatcher.ExecuteAsync(invocation, CancellationToken.None);
        if (result is null)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(result);
        return document.RootElement.Clone();
    }
}
