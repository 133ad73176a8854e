using Aquatope.Local;
using Aquatope.Workflows;
using Microsoft.DurableTask;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddAquatope(aquatope => aquatope
    .UseLocalMachine()
    .AddWorkflow<CountWords>(workflow => workflow.MeetLatency(TimeSpan.FromMilliseconds(300), percentile: 95))
    .AddStage<Count>(stage => stage.Cpu(0.25, 2).MemoryMiB(128, 1024)));
await builder.Build().RunAsync();

internal sealed class CountWords : TaskOrchestrator<string[], int>
{
    public override async Task<int> RunAsync(TaskOrchestrationContext context, string[] texts) =>
        (await Task.WhenAll(texts.Select(text => context.CallStageAsync<int>(nameof(Count), text)))).Sum();
}

internal sealed class Count : TaskActivity<string, int>
{
    public override Task<int> RunAsync(TaskActivityContext context, string text) => Task.FromResult(text.Split(' ').Length);
}
