using Microsoft.DurableTask;

namespace AquatopeWorkflow1;

/// <summary>A stage: an ordinary activity. It runs in processes of its own, whose resources are tuned.</summary>
internal sealed class CountWords : TaskActivity<string, int>
{
    public override Task<int> RunAsync(TaskActivityContext context, string text) =>
        Task.FromResult(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
}
