using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace AquatopeWorkflow1;

/// <summary>The workflow: an ordinary durable orchestration, which calls its stages with CallStageAsync.</summary>
internal sealed class DescribeText : TaskOrchestrator<string, string>
{
    public override async Task<string> RunAsync(TaskOrchestrationContext context, string text)
    {
        Task<int> words = context.CallStageAsync<int>(nameof(CountWords), text);
        Task<string[]> keyWords = context.CallStageAsync<string[]>(nameof(FindKeyWords), text);
        return $"{await words} words about {string.Join(", ", await keyWords)}";
    }
}
