using Aquatope.DurableTask.Protocol;
using Grpc.Core;
using Client = Aquatope.DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Aquatope.TaskHub.Tests;

/// <summary>Work that is larger than what a worker receives in one message.</summary>
public sealed class LargeWorkTests
{
    private const int Million = 1_000_000;

    [Fact]
    public async Task GetWorkItems_MoreNewEventsThanAWorkerReceives_ComeInPortionsAndInOrder()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.Client.StartAsync("A", "x");
        for (int i = 0; i < 7; i++)
        {
            await hub.Client.RaiseAsync("x", $"e{i}", new string('x', Million));
        }

        await using TestWorker worker = await TestWorker.ConnectAsync(hub.ClientWithTheUsualLimit(), Streaming());
        List<string> seen = [];
        int turns = 0;
        while (seen.Count < 7)
        {
            WorkItem turn = await worker.TurnAsync("x");
            turns++;
            seen.AddRange(turn.OrchestratorRequest.NewEvents.Where(e => e.EventRaised is not null).Select(e => e.EventRaised.Name));
        }

        Assert.Equal(["e0", "e1", "e2", "e3", "e4", "e5", "e6"], seen);
        Assert.Equal(3, turns);
    }

    [Fact]
    public async Task GetWorkItems_MoreOperationsThanAWorkerReceives_ComeInPortions()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        for (int i = 0; i < 6; i++)
        {
            await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = "@counter@a", Name = "add", RequestId = $"{i}", Input = new string('x', Million) });
        }

        await using TestWorker worker = await TestWorker.ConnectAsync(hub.ClientWithTheUsualLimit(), Streaming());
        for (int i = 0; i < 2; i++)
        {
            WorkItem batch = await worker.NextBatchAsync("@counter@a", "add", "add", "add");
            await worker.CompleteBatchAsync(batch, "1", EntityActions.Success(), EntityActions.Success(), EntityActions.Success());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetWorkItems_TurnTooLargeForTheWorker_IsPutOffAndSaidSoUntilAnotherTakesIt(bool history)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await GrowAsync(hub, history);
        Client small = hub.ClientWithTheUsualLimit();

        await BreakAsync(hub, small);
        await BreakAsync(hub, small);
        await hub.Client.StartAsync("A", "y");
        await hub.Client.RaiseAsync("x", "more");

        // While it is put off, the worker has peace for everything else.
        await using TestWorker worker = await TestWorker.ConnectAsync(small, new GetWorkItemsRequest());
        await worker.TurnAsync("y", Actions.Complete());
        await using TestWorker large = await hub.WorkerAsync();
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        WorkItem turn = await large.NextTurnAsync("x");
        await large.CompleteAsync(turn, Actions.Complete("1"));
        Assert.Equal("1", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task GetWorkItems_WorkerThatStreamsHistory_ReceivesWhatAnotherCannot()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await GrowAsync(hub, history: true);

        await using TestWorker worker = await TestWorker.ConnectAsync(hub.ClientWithTheUsualLimit(), Streaming());

        WorkItem turn = await worker.TurnAsync("x", Actions.Complete());
        Assert.True(turn.OrchestratorRequest.RequiresHistoryStreaming);
    }

    [Fact]
    public async Task GetWorkItems_ActivityTooLargeForTheWorker_IsPutOffLongerEachTime()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using (TestWorker worker = await hub.WorkerAsync())
        {
            await hub.Client.StartAsync("A", "x");
            await worker.TurnAsync("x", Actions.Activity(1, "Work", new string('x', 5 * Million)));
            await worker.NextActivityAsync("Work");
        }

        Assert.Contains("after 00:00:00.", await hub.Log.NextAsync("Activity Work of orchestration 'x'"), StringComparison.Ordinal);
        foreach (int pause in (int[])[0, 1, 2])
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(pause));
            Assert.Contains($"after 00:00:0{(pause == 0 ? 1 : 2 * pause)}.", await BreakAsync(hub, hub.ClientWithTheUsualLimit()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TerminateInstance_TurnThatNoWorkerReceives_EndsAtOnce()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await GrowAsync(hub, history: true);
        await BreakAsync(hub, hub.ClientWithTheUsualLimit());

        await hub.Client.TerminateInstanceAsync(new TerminateRequest { InstanceId = "x", Output = "enough" });

        Assert.Equal(OrchestrationStatus.Terminated, await hub.Client.StatusAsync("x"));
    }

    /// <summary>Makes an instance whose next turn has five million bytes: new events, or history.</summary>
    private static async Task GrowAsync(HubHarness hub, bool history)
    {
        await hub.Client.StartAsync("A", "x", new string('x', 5 * Million));
        if (history)
        {
            await using (TestWorker worker = await hub.WorkerAsync())
            {
                await worker.TurnAsync("x");
            }

            // The hub must not hand the next turn to a worker that is about to leave.
            await hub.RestartAsync();
            await hub.Client.RaiseAsync("x", "go");
        }
    }

    /// <summary>Connects a worker that breaks on its first message, and waits until the hub has noticed.</summary>
    private static async Task<string> BreakAsync(HubHarness hub, Client client)
    {
        await using TestWorker worker = await TestWorker.ConnectAsync(client, new GetWorkItemsRequest());
        RpcException broken = await Assert.ThrowsAsync<RpcException>(worker.TryNextAsync);
        Assert.Equal(StatusCode.ResourceExhausted, broken.StatusCode);
        return await hub.Log.NextAsync("raise its limit");
    }

    private static GetWorkItemsRequest Streaming() => new() { Capabilities = { WorkerCapability.HistoryStreaming } };
}
