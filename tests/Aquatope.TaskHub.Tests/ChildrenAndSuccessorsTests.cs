using Aquatope.DurableTask.Protocol;

namespace Aquatope.TaskHub.Tests;

public sealed class ChildrenAndSuccessorsTests
{
    [Fact]
    public async Task CreateSubOrchestration_ChildCompletes_ParentGetsTheResult()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Parent", "p");
        await worker.TurnAsync("p", Actions.Child(1, "Child", "c", "\"in\""));

        WorkItem child = await worker.TurnAsync("c", Actions.Complete("\"out\""));
        ExecutionStartedEvent started = child.OrchestratorRequest.NewEvents[1].ExecutionStarted;
        Assert.Equal(("\"in\"", "p", 1), (started.Input, started.ParentInstance.OrchestrationInstance.InstanceId, started.ParentInstance.TaskScheduledId));

        WorkItem turn = await worker.NextTurnAsync("p");
        SubOrchestrationInstanceCompletedEvent done = turn.OrchestratorRequest.NewEvents[1].SubOrchestrationInstanceCompleted;
        Assert.Equal((1, "\"out\""), (done.TaskScheduledId, done.Result));
        Assert.Equal("p", (await hub.Client.StateAsync("c"))!.ParentInstanceId);
    }

    [Fact]
    public async Task CreateSubOrchestration_ChildFails_ParentGetsTheFailure()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Parent", "p");
        await worker.TurnAsync("p", Actions.Child(1, "Child", "c"));

        await worker.TurnAsync("c", Actions.Fail("Broken", "no luck"));

        WorkItem turn = await worker.NextTurnAsync("p");
        Assert.Equal("no luck", turn.OrchestratorRequest.NewEvents[1].SubOrchestrationInstanceFailed.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task CreateSubOrchestration_IdIsRunning_FailsInTheParent()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Child", "c");
        await worker.TurnAsync("c");
        await hub.Client.StartAsync("Parent", "p");

        await worker.TurnAsync("p", Actions.Child(1, "Child", "c"));

        WorkItem turn = await worker.NextTurnAsync("p");
        Assert.Equal(1, turn.OrchestratorRequest.NewEvents[1].SubOrchestrationInstanceFailed.TaskScheduledId);
        Assert.Null((await hub.Client.StateAsync("c"))!.ParentInstanceId);
    }

    [Fact]
    public async Task ContinueAsNew_WithCarriedAndUnreadEvents_StartsAFreshExecution()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Loop", "x", "1");
        WorkItem first = await worker.NextTurnAsync("x");
        await hub.Client.RaiseAsync("x", "late", "L");
        var carried = new HistoryEvent { EventId = -1, EventRaised = new EventRaisedEvent { Name = "early", Input = "E" } };
        OrchestratorAction again = Actions.Continue("2", carried);
        again.CompleteOrchestration.NewVersion = "v2";
        await worker.CompleteAsync(first, Actions.Timer(1, hub.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)), again);

        WorkItem second = await worker.NextTurnAsync("x");
        ExecutionStartedEvent started = second.OrchestratorRequest.NewEvents[1].ExecutionStarted;
        Assert.Empty(second.OrchestratorRequest.PastEvents);
        Assert.Equal(("2", "v2"), (started.Input, started.Version));
        Assert.NotEqual(first.OrchestratorRequest.ExecutionId, second.OrchestratorRequest.ExecutionId);
        Assert.Equal(["early", "late"], second.OrchestratorRequest.NewEvents.Skip(2).Select(e => e.EventRaised.Name));

        // The timer of the first execution is not the second one's.
        hub.Clock.Advance(TimeSpan.FromMinutes(2));
        await worker.CompleteAsync(second, Actions.Complete("done"));
        OrchestrationState state = await hub.Client.CompletionAsync("x");
        Assert.Equal(("2", "done", "v2"), (state.Input, state.Output, state.Version));
    }

    [Fact]
    public async Task ContinueAsNew_ActivityOfTheEarlierExecutionCompletes_IsForgotten()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Loop", "x", "1");
        await worker.TurnAsync("x", Actions.Activity(1, "Add"), Actions.Continue("2"));
        WorkItem second = await worker.NextTurnAsync("x");
        WorkItem activity = await worker.NextActivityAsync("Add");

        await worker.CompleteActivityAsync(activity, "1");
        await worker.CompleteAsync(second, Actions.Activity(1, "Other"));

        await worker.NextActivityAsync("Other");
        Assert.DoesNotContain(await hub.Client.HistoryAsync("x"), e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.TaskCompleted);
    }

    [Fact]
    public async Task ContinueAsNew_OfAChild_ItsLastResultReachesTheParent()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Parent", "p");
        await worker.TurnAsync("p", Actions.Child(1, "Loop", "c", "1"));
        await worker.TurnAsync("c", Actions.Continue("2"));
        await hub.CrashAsync();
        await using TestWorker second = await hub.WorkerAsync();

        await second.TurnAsync("c", Actions.Complete("done"));

        Assert.Equal("done", (await second.NextTurnAsync("p")).OrchestratorRequest.NewEvents[1].SubOrchestrationInstanceCompleted.Result);
    }
}
