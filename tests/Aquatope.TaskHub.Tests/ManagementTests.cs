using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class ManagementTests
{
    [Fact]
    public async Task RestartInstance_Ended_RunsAgainWithItsFirstInput()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        var request = new CreateInstanceRequest { InstanceId = "x", Name = "A", Input = "1", Version = "v" };
        request.Tags.Add("tenant", "blue");
        await hub.Client.StartInstanceAsync(request);
        await hub.Client.RestartInstanceAsync(new RestartInstanceRequest { InstanceId = "x" }).RefusedAsync(StatusCode.FailedPrecondition);
        await hub.Client.RestartInstanceAsync(new RestartInstanceRequest { InstanceId = "none" }).RefusedAsync(StatusCode.NotFound);
        await worker.TurnAsync("x", Actions.Complete("first"));

        string other = (await hub.Client.RestartInstanceAsync(new RestartInstanceRequest { InstanceId = "x", RestartWithNewInstanceId = true })).InstanceId;
        WorkItem turn = await worker.TurnAsync(other, Actions.Complete("second"));
        string same = (await hub.Client.RestartInstanceAsync(new RestartInstanceRequest { InstanceId = "x" })).InstanceId;
        await worker.TurnAsync("x", Actions.Complete("third"));

        ExecutionStartedEvent started = turn.OrchestratorRequest.NewEvents[1].ExecutionStarted;
        Assert.Equal(("1", "v", "blue"), (started.Input, started.Version, started.Tags["tenant"]));
        Assert.Equal("x", same);
        Assert.Equal("third", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task ListInstanceIds_SeveralPages_ReturnsTheEndedInOrderOfTheirEnd()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        foreach (string id in (string[])["c", "a", "b", "d"])
        {
            await hub.Client.StartAsync("A", id);
            await worker.TurnAsync(id, id == "d" ? Actions.Fail("E", "e") : Actions.Complete());
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await hub.Client.StartAsync("A", "open");
        var request = new ListInstanceIdsRequest { PageSize = 2, RuntimeStatus = { OrchestrationStatus.Completed } };
        ListInstanceIdsResponse first = await hub.Client.ListInstanceIdsAsync(request);
        request.LastInstanceKey = first.LastInstanceKey;
        ListInstanceIdsResponse second = await hub.Client.ListInstanceIdsAsync(request);

        Assert.Equal(["c", "a"], first.InstanceIds);
        Assert.Equal(["b"], second.InstanceIds);
        Assert.Null(second.LastInstanceKey);
        await hub.Client.ListInstanceIdsAsync(new ListInstanceIdsRequest { LastInstanceKey = "nonsense" }).RefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task PurgeInstances_ByFilter_DeletesWhatMatches()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await EndAsync(hub, worker, "old", Actions.Complete());
        await EndAsync(hub, worker, "failed", Actions.Fail("E", "e"));
        hub.Clock.Advance(TimeSpan.FromHours(1));
        await EndAsync(hub, worker, "young", Actions.Complete());
        await hub.Client.StartAsync("A", "open");

        PurgeInstancesResponse purged = await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest
        {
            PurgeInstanceFilter = new PurgeInstanceFilter
            {
                CreatedTimeTo = (hub.Clock.GetUtcNow() - TimeSpan.FromMinutes(1)).ToTimestamp(),
                RuntimeStatus = { OrchestrationStatus.Completed, OrchestrationStatus.Running },
            },
        });

        Assert.Equal((1, true), (purged.DeletedInstanceCount, purged.IsComplete));
        Assert.Null(await hub.Client.StateAsync("old"));
        Assert.NotNull(await hub.Client.StateAsync("failed"));
        Assert.NotNull(await hub.Client.StateAsync("young"));
    }

    [Fact]
    public async Task PurgeInstances_BatchAndRecursive_DeletesTheChildrenToo()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Parent", "p");
        await worker.TurnAsync("p", Actions.Child(1, "Child", "c"));
        await worker.TurnAsync("c", Actions.Complete());
        await worker.TurnAsync("p", Actions.Complete());
        await EndAsync(hub, worker, "x", Actions.Complete());

        PurgeInstancesResponse purged = await hub.Client.PurgeInstancesAsync(
            new PurgeInstancesRequest { InstanceBatch = new InstanceBatch { InstanceIds = { "p", "x", "none" } }, Recursive = true });

        Assert.Equal(3, purged.DeletedInstanceCount);
        var tooMany = new InstanceBatch();
        tooMany.InstanceIds.Add(Enumerable.Range(0, 501).Select(i => $"{i}"));
        await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest { InstanceBatch = tooMany }).RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest()).RefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task SkipGracefulOrchestrationTerminations_HeldTurn_EndsAtOnceAndIgnoresTheWorker()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");

        SkipGracefulOrchestrationTerminationsResponse response = await hub.Client.SkipGracefulOrchestrationTerminationsAsync(
            new SkipGracefulOrchestrationTerminationsRequest { InstanceBatch = new InstanceBatch { InstanceIds = { "x", "none" } }, Reason = "stop" });
        await worker.CompleteAsync(turn, Actions.Complete("late"));

        Assert.Equal(["none"], response.UnterminatedInstanceIds);
        Assert.Equal((OrchestrationStatus.Terminated, "stop"), ((await hub.Client.CompletionAsync("x")).OrchestrationStatus, (await hub.Client.StateAsync("x"))!.Output));
    }

    [Fact]
    public async Task CreateTaskHub_HubsAreNotCreatedOnUse_OnlyCreatedOnesExist()
    {
        await using HubHarness hub = await HubHarness.StartAsync(createHubs: false);
        await hub.For("blue").StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "A" }).RefusedAsync(StatusCode.NotFound);

        await hub.For("blue").CreateTaskHubAsync(new CreateTaskHubRequest());
        await hub.For("blue").StartAsync("A", "x");
        await hub.For("blue").CreateTaskHubAsync(new CreateTaskHubRequest());
        Assert.NotNull(await hub.For("blue").StateAsync("x"));
        await hub.For("blue").CreateTaskHubAsync(new CreateTaskHubRequest { RecreateIfExists = true });

        Assert.Null(await hub.For("blue").StateAsync("x"));
    }

    [Fact]
    public async Task DeleteTaskHub_WithOpenWork_DeletesItAllAndNothingElse()
    {
        await using HubHarness hub = await HubHarness.StartAsync(createHubs: false);
        foreach (string name in (string[])["blue", "green"])
        {
            await hub.For(name).CreateTaskHubAsync(new CreateTaskHubRequest());
            await hub.For(name).StartAsync("A", "x");
            await hub.For(name).SignalEntityAsync(new SignalEntityRequest { InstanceId = "@counter@a", Name = "add" });
        }

        await using TestWorker worker = await hub.WorkerAsync(taskHub: "blue");
        WorkItem turn = await worker.NextTurnAsync("x");
        await worker.NextBatchAsync("@counter@a", "add");
        Task<OrchestrationState> waiting = hub.For("blue").CompletionAsync("x");
        await hub.For("blue").StateAsync("x");

        await hub.For("blue").DeleteTaskHubAsync(new DeleteTaskHubRequest());

        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => waiting)).StatusCode);
        Assert.Null(await worker.TryNextAsync());
        await hub.For("blue").CompleteOrchestratorTaskAsync(new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken })
            .RefusedAsync(StatusCode.NotFound);
        await hub.CrashAsync();
        await hub.For("blue").GetInstanceAsync(new GetInstanceRequest { InstanceId = "x" }).RefusedAsync(StatusCode.NotFound);
        Assert.Equal(2, (await hub.Server.GetWorkQueuesAsync("green")).Sum(queue => queue.Backlog));
    }

#pragma warning disable CS0612 // The fields are deprecated, yet official workers still split big responses with them.
    [Fact]
    public async Task CompleteOrchestratorTask_InParts_TakesThemTogether()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        string token = (await worker.NextTurnAsync("x")).CompletionToken;
        OrchestratorResponse Part(int index, bool partial, OrchestratorAction action) =>
            new() { InstanceId = "x", CompletionToken = token, ChunkIndex = index, IsPartial = partial, CustomStatus = $"{index}", Actions = { action } };

        await hub.Client.CompleteOrchestratorTaskAsync(Part(1, true, Actions.Activity(2, "Two"))).RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.CompleteOrchestratorTaskAsync(Part(0, true, Actions.Activity(1, "One")));
        await hub.Client.CompleteOrchestratorTaskAsync(Part(0, true, Actions.Activity(1, "One")));
        await hub.Client.CompleteOrchestratorTaskAsync(Part(1, true, Actions.Activity(2, "Two")));
        await hub.Client.CompleteOrchestratorTaskAsync(Part(2, false, Actions.Activity(3, "Three")));

        await worker.NextActivityAsync("One");
        await worker.NextActivityAsync("Two");
        await worker.NextActivityAsync("Three");
        Assert.Equal("2", (await hub.Client.StateAsync("x"))!.CustomStatus);
    }
#pragma warning restore CS0612

    private static async Task EndAsync(HubHarness hub, TestWorker worker, string id, OrchestratorAction end)
    {
        await hub.Client.StartAsync("A", id);
        await worker.TurnAsync(id, end);
    }
}
