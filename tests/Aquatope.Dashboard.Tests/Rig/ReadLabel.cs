using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Dashboard.Tests;

/// <summary>A small workflow: one stage, then two side by side, then one.</summary>
internal sealed class ReadLabel : TaskOrchestrator<string, string>
{
    public static readonly string[] Stages = ["Decode", "Find", "Rank", "Route"];

    public override async Task<string> RunAsync(TaskOrchestrationContext context, string input)
    {
        string decoded = await context.CallStageAsync<string>(Stages[0], input);
        await Task.WhenAll(context.CallStageAsync<string>(Stages[1], decoded), context.CallStageAsync<string>(Stages[2], decoded));
        return await context.CallStageAsync<string>(Stages[3], decoded);
    }
}
