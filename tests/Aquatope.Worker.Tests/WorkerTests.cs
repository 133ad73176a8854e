using Aquatope.Examples.FanOut;
using Aquatope.Integration.Tests;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Worker.Tests;

/// <summary>Workers as processes of their own on the embedded task hub.</summary>
public sealed class WorkerTests : IDisposable
{
    private static readonly TrafficQuery Query = new(FirstDay: 0, Days: 8, Parts: 2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-worker-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task StageWorker_OnATaskHub_ExecutesItsStageAndNoOther()
    {
        await using HubFixture hub = await HubFixture.StartAsync(Path.Combine(_folder.FullName, "hub.db"));
        var others = new Counter();
        using IHost caller = await hub.WorkAsync(
            tasks =>
            {
                tasks.AddOrchestratorFunc<int, int>("CallBoth", CallBothAsync);
                tasks.AddActivityFunc<TrafficQuery, int>(nameof(AnalyseTraffic), (_, _) => others.Next());
            },
            WorkerProcess.Lane);
        using ProgramProcess worker = await WorkerProcess.StartAsync(_folder.FullName, hub.Address, ("AQUATOPE_STAGE", nameof(SplitTraffic)));

        DurableTaskClient client = hub.Client(WorkerProcess.Lane);
        string instance = await client.ScheduleNewOrchestrationInstanceAsync("CallBoth", 20, Cancellation);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, Cancellation);

        // Every call of the other stage came to the one worker that serves it; the plans are those of the real stage.
        Assert.Equal((OrchestrationRuntimeStatus.Completed, 40), (ended.RuntimeStatus, ended.ReadOutputAs<int>()));
        Assert.Equal(20, others.Count);
        await worker.PressControlCAsync();
        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Workers_OneForEachStageAndOneForOrchestrations_RunAWholeWorkflow()
    {
        await using HubFixture hub = await HubFixture.StartAsync(Path.Combine(_folder.FullName, "hub.db"));
        using ProgramProcess orchestrations = await WorkerProcess.StartAsync(_folder.FullName, hub.Address, ("AQUATOPE_WORKFLOWS", nameof(AnalyseWebTraffic)));
        using ProgramProcess split = await WorkerProcess.StartAsync(_folder.FullName, hub.Address, ("AQUATOPE_STAGE", nameof(SplitTraffic)));
        using ProgramProcess analyse = await WorkerProcess.StartAsync(_folder.FullName, hub.Address, ("AQUATOPE_STAGE", nameof(AnalyseTraffic)));
        using ProgramProcess merge = await WorkerProcess.StartAsync(_folder.FullName, hub.Address, ("AQUATOPE_STAGE", nameof(MergeTraffic)));

        DurableTaskClient client = hub.Client(WorkerProcess.Lane);
        string instance = await client.ScheduleNewOrchestrationInstanceAsync(nameof(AnalyseWebTraffic), Query, Cancellation);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.InRange(ended.ReadOutputAs<TrafficReport>()!.Requests, 100_000, 1_000_000);
    }

    // Returns the number of parts that the real stage made of all queries.
    private static async Task<int> CallBothAsync(TaskOrchestrationContext context, int times)
    {
        Task<TrafficPlan>[] plans = [.. Enumerable.Range(0, times).Select(_ => context.CallActivityAsync<TrafficPlan>(nameof(SplitTraffic), Query))];
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => context.CallActivityAsync<int>(nameof(AnalyseTraffic), Query)));
        return (await Task.WhenAll(plans)).Sum(plan => plan.Parts.Count);
    }

    private sealed class Counter
    {
        private int _count;

        public int Count => _count;

        public Task<int> Next() => Task.FromResult(Interlocked.Increment(ref _count));
    }
}
