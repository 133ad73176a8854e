using Aquatope.DurableTask.Protocol;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class RewindTests
{
    [Fact]
    public async Task RewindInstance_FailedActivity_RunsItAgainAndKeepsTheOthers()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await hub.Client.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = "x" }).RefusedAsync(StatusCode.FailedPrecondition);
        await hub.Client.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = "none" }).RefusedAsync(StatusCode.NotFound);
        await worker.TurnAsync("x", Actions.Activity(1, "Good"), Actions.Activity(2, "Bad"), Actions.Timer(3, hub.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)));
        await worker.CompleteActivityAsync(await worker.NextActivityAsync("Good"), "1");
        WorkItem bad = await worker.NextActivityAsync("Bad");
        await worker.TurnAsync("x");
        await hub.Client.CompleteActivityTaskAsync(new ActivityResponse
        {
            CompletionToken = bad.CompletionToken,
            FailureDetails = new TaskFailureDetails { ErrorType = "E", ErrorMessage = "no luck" },
        });
        await worker.TurnAsync("x", Actions.Fail("E", "no luck"));

        await hub.Client.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = "x", Reason = "mended" });
        await hub.CrashAsync();
        await using TestWorker next = await hub.WorkerAsync();

        WorkItem turn = await next.NextTurnAsync("x");
        Assert.Equal("mended", turn.OrchestratorRequest.NewEvents[1].ExecutionRewound.Reason);
        Assert.Equal(["Good"], turn.OrchestratorRequest.PastEvents.Where(e => e.TaskScheduled is not null).Select(e => e.TaskScheduled.Name));
        Assert.DoesNotContain(turn.OrchestratorRequest.PastEvents, e => e.TaskFailed is not null || e.ExecutionCompleted is not null);
        await next.CompleteAsync(turn, Actions.Activity(2, "Bad"));
        await next.CompleteActivityAsync(await next.NextActivityAsync("Bad"), "2");
        await next.TurnAsync("x");
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await next.TurnAsync("x", Actions.Complete("done"))).OrchestratorRequest.NewEvents[1].TimerFired.TimerId);
        Assert.Equal("done", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task RewindInstance_FailedChild_IsRewoundToo()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Parent", "p");
        await worker.TurnAsync("p", Actions.Child(1, "Child", "c"));
        await worker.TurnAsync("c", Actions.Fail("E", "no luck"));
        await worker.TurnAsync("p", Actions.Fail("E", "no luck"));

        await hub.Client.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = "p" });
        await worker.TurnAsync("p");
        await worker.TurnAsync("c", Actions.Complete("1"));

        Assert.Equal("1", (await worker.TurnAsync("p", Actions.Complete("1"))).OrchestratorRequest.NewEvents[1].SubOrchestrationInstanceCompleted.Result);
    }

    [Fact]
    public async Task RewindInstance_ChildWasPurged_StartsAfresh()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Parent", "p");
        await worker.TurnAsync("p", Actions.Child(1, "Child", "c", "in"));
        await worker.TurnAsync("c", Actions.Fail("E", "no luck"));
        await worker.TurnAsync("p", Actions.Fail("E", "no luck"));
        await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest { InstanceId = "c" });

        await hub.Client.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = "p" });
        await worker.TurnAsync("p");

        Assert.Equal("in", (await worker.TurnAsync("c", Actions.Complete("1"))).OrchestratorRequest.NewEvents[1].ExecutionStarted.Input);
        await worker.TurnAsync("p", Actions.Complete());
    }

    [Fact]
    public async Task CompleteOrchestratorTask_RewrittenHistory_GoesOnFromIt()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Fail("E", "no luck"));
        await hub.Client.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = "x", Reason = "mended" });
        WorkItem turn = await worker.NextTurnAsync("x");
        var rewind = new RewindOrchestrationAction();
        rewind.NewHistory.Add(turn.OrchestratorRequest.PastEvents);
        rewind.NewHistory.Add(turn.OrchestratorRequest.NewEvents);

        await worker.CompleteAsync(turn, new OrchestratorAction { Id = -1, RewindOrchestration = rewind });

        WorkItem again = await worker.NextTurnAsync("x");
        Assert.Equal(rewind.NewHistory.SkipLast(1), again.OrchestratorRequest.PastEvents);
        Assert.Equal("mended", again.OrchestratorRequest.NewEvents[1].ExecutionRewound.Reason);
        await worker.CompleteAsync(again, Actions.Complete("done"));
        Assert.Equal("done", (await hub.Client.CompletionAsync("x")).Output);
    }
}
