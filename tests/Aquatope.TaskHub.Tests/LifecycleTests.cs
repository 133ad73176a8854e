using Aquatope.DurableTask.Protocol;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task SuspendInstance_ThenResume_ChangesTheStatusWithTheTurn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x");

        await hub.Client.SuspendInstanceAsync(new SuspendRequest { InstanceId = "x", Reason = "lunch" });
        WorkItem suspended = await worker.TurnAsync("x");
        Assert.Equal("lunch", suspended.OrchestratorRequest.NewEvents[1].ExecutionSuspended.Input);
        Assert.Equal(OrchestrationStatus.Suspended, await hub.Client.StatusAsync("x"));

        await hub.CrashAsync();
        Assert.Equal(OrchestrationStatus.Suspended, await hub.Client.StatusAsync("x"));
        await using TestWorker second = await hub.WorkerAsync();
        await hub.Client.RaiseAsync("x", "go");
        await second.TurnAsync("x");
        Assert.Equal(OrchestrationStatus.Suspended, await hub.Client.StatusAsync("x"));

        await hub.Client.ResumeInstanceAsync(new ResumeRequest { InstanceId = "x" });
        await second.TurnAsync("x");
        Assert.Equal(OrchestrationStatus.Running, await hub.Client.StatusAsync("x"));
    }

    [Fact]
    public async Task TerminateInstance_Running_EndsWithTheWorkersTurn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Activity(1, "Add"));

        await hub.Client.TerminateInstanceAsync(new TerminateRequest { InstanceId = "x", Output = "\"stop\"" });
        WorkItem activity = await worker.NextActivityAsync("Add");
        WorkItem turn = await worker.NextTurnAsync("x");
        Assert.Equal("\"stop\"", turn.OrchestratorRequest.NewEvents[1].ExecutionTerminated.Input);
        await worker.CompleteAsync(turn, Actions.End(OrchestrationStatus.Terminated, "\"stop\""));

        OrchestrationState state = await hub.Client.CompletionAsync("x");
        Assert.Equal((OrchestrationStatus.Terminated, "\"stop\""), (state.OrchestrationStatus, state.Output));
        await worker.CompleteActivityAsync(activity, "late");
        Assert.Equal(OrchestrationStatus.Terminated, await hub.Client.StatusAsync("x"));
    }

    [Fact]
    public async Task TerminateInstance_NotYetHandedOut_EndsWithoutAWorker()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.Client.StartAsync("A", "x");

        await hub.Client.TerminateInstanceAsync(new TerminateRequest { InstanceId = "x", Output = "\"stop\"" });

        Assert.Equal(OrchestrationStatus.Terminated, (await hub.Client.CompletionAsync("x")).OrchestrationStatus);
        Assert.Equal(0, (await hub.Server.QueueAsync(WorkItemKind.Orchestration, "A")).Backlog);
    }

    [Fact]
    public async Task TerminateInstance_Ended_ChangesNothing()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Complete("1"));

        await hub.Client.TerminateInstanceAsync(new TerminateRequest { InstanceId = "x" });

        Assert.Equal(OrchestrationStatus.Completed, await hub.Client.StatusAsync("x"));
    }

    [Fact]
    public async Task TerminateInstance_Recursive_ReachesTheChildren()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Parent", "p");
        await worker.TurnAsync("p", Actions.Child(1, "Child", "c"));
        await worker.TurnAsync("c");

        await hub.Client.TerminateInstanceAsync(new TerminateRequest { InstanceId = "p", Recursive = true });
        await worker.TurnAsync("p", Actions.End(OrchestrationStatus.Terminated));
        await worker.TurnAsync("c", Actions.End(OrchestrationStatus.Terminated));

        Assert.Equal(OrchestrationStatus.Terminated, (await hub.Client.CompletionAsync("c")).OrchestrationStatus);
    }

    [Fact]
    public async Task PurgeInstances_EndedInstance_LeavesNothing()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Complete());
        await hub.Client.StartAsync("A", "open");

        PurgeInstancesResponse ended = await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest { InstanceId = "x" });
        PurgeInstancesResponse open = await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest { InstanceId = "open" });

        Assert.Equal((1, 0), (ended.DeletedInstanceCount, open.DeletedInstanceCount));
        Assert.Null(await hub.Client.StateAsync("x"));
        Assert.NotNull(await hub.Client.StateAsync("open"));
    }

    [Fact]
    public async Task QueryInstances_SeveralPages_ReturnsEachMatchOnce()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        for (int i = 0; i < 7; i++)
        {
            await hub.Client.StartAsync("A", $"job-{i}", input: $"{i}");
        }

        await hub.Client.StartAsync("A", "other");
        await worker.TurnAsync("job-0", Actions.Complete());
        var query = new InstanceQuery { InstanceIdPrefix = "job-", MaxInstanceCount = 2, FetchInputsAndOutputs = true };
        query.RuntimeStatus.Add(OrchestrationStatus.Pending);
        var found = new List<string>();
        do
        {
            QueryInstancesResponse page = await hub.Client.QueryInstancesAsync(new QueryInstancesRequest { Query = query });
            found.AddRange(page.OrchestrationState.Select(state => $"{state.InstanceId}={state.Input}"));
            query.ContinuationToken = page.ContinuationToken;
        }
        while (query.ContinuationToken is not null);

        Assert.Equal(Enumerable.Range(1, 6).Select(i => $"job-{i}={i}"), found);
    }

    [Fact]
    public async Task StreamInstanceHistory_SeveralTurns_ReturnsAllOfThemInOrder()
    {
        await using HubHarness hub = await HubHarness.StartAsync(new TaskHubLimits { HistoryStreamingBytes = 1, DrainTimeout = TimeSpan.Zero });
        await using TestWorker worker = await hub.WorkerAsync(new GetWorkItemsRequest { Capabilities = { WorkerCapability.HistoryStreaming } });
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x");
        for (int i = 0; i < 3; i++)
        {
            await hub.Client.RaiseAsync("x", "e", $"{i}");
            WorkItem turn = await worker.NextTurnAsync("x");
            Assert.True(turn.OrchestratorRequest.RequiresHistoryStreaming);
            Assert.Empty(turn.OrchestratorRequest.PastEvents);
            await worker.CompleteAsync(turn);
        }

        List<HistoryEvent> history = await hub.Client.HistoryAsync("x");

        Assert.Equal(["0", "1", "2"], history.Where(e => e.EventRaised is not null).Select(e => e.EventRaised.Input));
        Assert.Equal(4, history.Count(e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.OrchestratorStarted));
        Assert.Equal(HistoryEvent.EventTypeOneofCase.EventRaised, history[^1].EventTypeCase);
    }

    [Fact]
    public async Task StreamInstanceHistory_UnknownInstance_IsNotFound()
    {
        await using HubHarness hub = await HubHarness.StartAsync();

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => hub.Client.HistoryAsync("none"));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
    }
}
