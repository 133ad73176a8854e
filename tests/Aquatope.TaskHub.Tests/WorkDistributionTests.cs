using Aquatope.DurableTask.Protocol;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class WorkDistributionTests
{
    [Fact]
    public async Task GetWorkItems_WorkersWithFilters_EachGetsOnlyItsOwn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker orchestrator = await hub.WorkerAsync(Filter(new OrchestrationFilter { Name = "A" }));
        await using TestWorker decode = await hub.WorkerAsync(Filter(new ActivityFilter { Name = "Decode" }));
        await using TestWorker encode = await hub.WorkerAsync(Filter(new ActivityFilter { Name = "Encode" }));
        await hub.Client.StartAsync("A", "x");
        await hub.Client.StartAsync("Unknown", "y");

        await orchestrator.TurnAsync(
            "x", Actions.Activity(1, "Encode"), Actions.Activity(2, "Decode"), Actions.Activity(3, "Nobody"), Actions.Activity(4, "Decode"));

        Assert.Equal(2, (await decode.NextActivityAsync("Decode")).ActivityRequest.TaskId);
        Assert.Equal(4, (await decode.NextActivityAsync("Decode")).ActivityRequest.TaskId);
        await encode.NextActivityAsync("Encode");
        WorkQueueState nobody = await hub.Server.QueueAsync(WorkItemKind.Activity, "Nobody");
        Assert.Equal((1, 0, 0), (nobody.Backlog, nobody.Active, nobody.Workers));
        Assert.Equal(1, (await hub.Server.QueueAsync(WorkItemKind.Orchestration, "Unknown")).Backlog);
        Assert.Equal(OrchestrationStatus.Pending, await hub.Client.StatusAsync("y"));
    }

    [Fact]
    public async Task GetWorkItems_FiltersThatNameNothing_TakeEverything()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync(new GetWorkItemsRequest { WorkItemFilters = new WorkItemFilters() });
        await hub.Client.StartAsync("A", "x");

        await worker.TurnAsync("x", Actions.Activity(1, "Work"));

        await worker.NextActivityAsync("Work");
    }

    [Fact]
    public async Task GetWorkItems_FilterWithVersions_TakesOnlyThese()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker first = await hub.WorkerAsync(Filter(new OrchestrationFilter { Name = "A", Versions = { "1" } }));
        await using TestWorker second = await hub.WorkerAsync(Filter(new OrchestrationFilter { Name = "A", Versions = { "2", "" } }));

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "two", Name = "A", Version = "2" });
        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "none", Name = "A" });
        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "one", Name = "A", Version = "1" });

        await first.NextTurnAsync("one");
        await second.NextTurnAsync("two");
        await second.NextTurnAsync("none");
    }

    [Fact]
    public async Task GetWorkItems_ActivityWithoutVersion_GoesByTheVersionOfItsOrchestration()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker orchestrator = await hub.WorkerAsync(Filter(new OrchestrationFilter { Name = "A" }));
        await using TestWorker old = await hub.WorkerAsync(Filter(new ActivityFilter { Name = "Work", Versions = { "1" } }));
        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "A", Version = "2" });
        await orchestrator.TurnAsync("x", Actions.Activity(1, "Work"), Actions.Activity(2, "Work", version: "1"));

        Assert.Equal(2, (await old.NextActivityAsync("Work")).ActivityRequest.TaskId);
        await hub.CrashAsync();
        await using TestWorker young = await hub.WorkerAsync(Filter(new ActivityFilter { Name = "Work", Versions = { "2" } }));

        Assert.Equal(1, (await young.NextActivityAsync("Work")).ActivityRequest.TaskId);
    }

    [Fact]
    public async Task GetWorkItems_ConcurrencyCap_IsNeverExceeded()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker orchestrator = await hub.WorkerAsync(Filter(new OrchestrationFilter { Name = "A" }));
        GetWorkItemsRequest capped = Filter(new ActivityFilter { Name = "Work" });
        capped.MaxConcurrentActivityWorkItems = 2;
        await using TestWorker one = await hub.WorkerAsync(capped);
        await using TestWorker two = await hub.WorkerAsync(capped);
        await hub.Client.StartAsync("A", "x");
        await orchestrator.TurnAsync("x", [.. Enumerable.Range(1, 6).Select(i => Actions.Activity(i, "Work"))]);

        WorkQueueState full = await hub.Server.QueueAsync(WorkItemKind.Activity, "Work");
        Assert.Equal((2, 4, 2), (full.Backlog, full.Active, full.Workers));
        WorkItem[] taken = [await one.NextAsync(), await one.NextAsync(), await two.NextAsync(), await two.NextAsync()];
        Assert.Equal([1, 3, 2, 4], taken.Select(item => item.ActivityRequest.TaskId));

        await two.CompleteActivityAsync(taken[3], null);
        Assert.Equal(5, (await two.NextAsync()).ActivityRequest.TaskId);
        WorkQueueState after = await hub.Server.QueueAsync(WorkItemKind.Activity, "Work");
        Assert.Equal((1, 4), (after.Backlog, after.Active));
    }

    [Fact]
    public async Task GetWorkQueues_TimePasses_TellsTheAgeOfTheOldest()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.Client.StartAsync("A", "x");
        hub.Clock.Advance(TimeSpan.FromSeconds(5));
        await hub.Client.StartAsync("A", "y");
        hub.Clock.Advance(TimeSpan.FromSeconds(2));

        WorkQueueState queue = await hub.Server.QueueAsync(WorkItemKind.Orchestration, "A");

        Assert.Equal((2, TimeSpan.FromSeconds(7)), (queue.Backlog, queue.OldestAge));
    }

    [Fact]
    public async Task GetWorkItems_StreamIsLost_ItsWorkIsHandedOutAgainAndTheOldTokenRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        TestWorker lost = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await lost.TurnAsync("x", Actions.Activity(1, "Work"));
        WorkItem held = await lost.NextActivityAsync("Work");
        await lost.DisposeAsync();

        await using TestWorker next = await hub.WorkerAsync();
        WorkItem again = await next.NextActivityAsync("Work");
        Assert.NotEqual(held.CompletionToken, again.CompletionToken);
        await hub.Client.CompleteActivityTaskAsync(new ActivityResponse { InstanceId = "x", TaskId = 1, CompletionToken = held.CompletionToken, Result = "old" })
            .RefusedAsync(StatusCode.NotFound);
        await next.CompleteActivityAsync(again, "new");

        Assert.Equal("new", (await next.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].TaskCompleted.Result);
    }

    [Fact]
    public async Task GetWorkItems_StreamIsLostWithATurn_TheTurnIsHandedOutAgainOnce()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        TestWorker lost = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem held = await lost.NextTurnAsync("x");
        await lost.DisposeAsync();
        await hub.Client.RaiseAsync("x", "go");

        await using TestWorker next = await hub.WorkerAsync();
        WorkItem again = await next.NextTurnAsync("x");
        await hub.Client.CompleteOrchestratorTaskAsync(
            new OrchestratorResponse { InstanceId = "x", CompletionToken = held.CompletionToken, Actions = { Actions.Complete("old") } })
            .RefusedAsync(StatusCode.NotFound);
        await next.CompleteAsync(again, Actions.Complete("new"));

        Assert.Equal("new", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task AbandonTask_TurnAndActivity_AreHandedOutAgain()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");

        await hub.Client.AbandonTaskOrchestratorWorkItemAsync(new AbandonOrchestrationTaskRequest { CompletionToken = turn.CompletionToken });
        await worker.TurnAsync("x", Actions.Activity(1, "Work"));
        WorkItem activity = await worker.NextActivityAsync("Work");
        await hub.Client.AbandonTaskActivityWorkItemAsync(new AbandonActivityTaskRequest { CompletionToken = activity.CompletionToken });

        WorkItem again = await worker.NextActivityAsync("Work");
        await worker.CompleteActivityAsync(again, "1");
        await hub.Client.AbandonTaskActivityWorkItemAsync(new AbandonActivityTaskRequest { CompletionToken = again.CompletionToken })
            .RefusedAsync(StatusCode.NotFound);
    }

    [Fact]
    public async Task CompleteTask_Twice_SecondIsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.TurnAsync("x", Actions.Activity(1, "Work"));

        await hub.Client.CompleteOrchestratorTaskAsync(new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken })
            .RefusedAsync(StatusCode.NotFound);

        Assert.Equal(1, (await worker.NextActivityAsync("Work")).ActivityRequest.TaskId);
    }

    [Fact]
    public async Task GetWorkItems_HubIsStopping_EndsCleanly()
    {
        await using HubHarness hub = await HubHarness.StartAsync(new TaskHubLimits { DrainTimeout = HubHarness.Patience });
        await using TestWorker worker = await hub.WorkerAsync();

        Task<WorkItem?> next = worker.TryNextAsync();
        await hub.Server.DisposeAsync();

        Assert.Null(await next);
    }

    [Fact]
    public async Task DisposeAsync_WorkerIsLost_DoesNotWaitForIt()
    {
        await using HubHarness hub = await HubHarness.StartAsync(new TaskHubLimits { DrainTimeout = TimeSpan.FromHours(1) });
        TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.NextTurnAsync("x");
        await worker.DisposeAsync();
        while ((await hub.Server.QueueAsync(WorkItemKind.Orchestration, "A")).Workers > 0)
        {
            await Task.Yield();
        }

        await hub.Server.DisposeAsync().AsTask().WaitAsync(HubHarness.Patience);
    }

    [Fact]
    public async Task DisposeAsync_WorkerHoldsATurn_TakesItInFirst()
    {
        await using HubHarness hub = await HubHarness.StartAsync(new TaskHubLimits { DrainTimeout = HubHarness.Patience });
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");

        Task stopped = hub.Server.DisposeAsync().AsTask();
        Assert.Null(await worker.TryNextAsync());
        await worker.CompleteAsync(turn, Actions.Complete("in time"));
        await stopped;

        await hub.RestartAsync();
        Assert.Equal("in time", (await hub.Client.StateAsync("x"))!.Output);
    }

    private static GetWorkItemsRequest Filter(OrchestrationFilter filter) =>
        new() { WorkItemFilters = new WorkItemFilters { Orchestrations = { filter } } };

    private static GetWorkItemsRequest Filter(ActivityFilter filter) =>
        new() { WorkItemFilters = new WorkItemFilters { Activities = { filter } } };
}
