using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Tests;

public sealed class EventsAndTimersTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task CreateTimer_TimePasses_FiresOnceDue()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        DateTimeOffset due = hub.Clock.GetUtcNow() + Minute;
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Timer(1, due));

        hub.Clock.Advance(Minute - TimeSpan.FromMilliseconds(1));
        await hub.Client.StateAsync("x");
        Assert.Equal(0, (await hub.Server.QueueAsync(WorkItemKind.Orchestration, "A")).Active);
        hub.Clock.Advance(TimeSpan.FromMilliseconds(1));

        WorkItem turn = await worker.NextTurnAsync("x");
        TimerFiredEvent fired = turn.OrchestratorRequest.NewEvents[1].TimerFired;
        Assert.Equal((1, due.ToTimestamp()), (fired.TimerId, fired.FireAt));
    }

    [Fact]
    public async Task CreateTimer_InThePast_FiresAtOnce()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");

        await worker.TurnAsync("x", Actions.Timer(1, hub.Clock.GetUtcNow() - Minute));

        Assert.Equal(1, (await worker.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].TimerFired.TimerId);
    }

    [Fact]
    public async Task CreateTimer_Several_FireInOrderOfTime()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        DateTimeOffset now = hub.Clock.GetUtcNow();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Timer(1, now + (3 * Minute)), Actions.Timer(2, now + Minute), Actions.Timer(3, now + (2 * Minute)));

        hub.Clock.Advance(Minute);
        Assert.Equal(2, (await worker.TurnAsync("x")).OrchestratorRequest.NewEvents[1].TimerFired.TimerId);
        hub.Clock.Advance(2 * Minute);

        WorkItem turn = await worker.NextTurnAsync("x");
        Assert.Equal([3, 1], turn.OrchestratorRequest.NewEvents.Skip(1).Select(e => e.TimerFired.TimerId));
    }

    [Fact]
    public async Task CreateTimer_HubIsDownWhenItIsDue_FiresAfterTheStart()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using (TestWorker first = await hub.WorkerAsync())
        {
            await hub.Client.StartAsync("A", "x");
            await first.TurnAsync("x", Actions.Timer(1, hub.Clock.GetUtcNow() + Minute));
        }

        await hub.StopAsync();
        hub.Clock.Advance(2 * Minute);
        await hub.RestartAsync();

        await using TestWorker worker = await hub.WorkerAsync();
        Assert.Equal(1, (await worker.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].TimerFired.TimerId);
    }

    [Fact]
    public async Task StartInstance_Scheduled_WaitsForItsTime()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Later", "x", at: hub.Clock.GetUtcNow() + Minute);
        await hub.Client.StartAsync("Now", "y");

        await worker.TurnAsync("y", Actions.Complete());
        Assert.Equal(OrchestrationStatus.Pending, await hub.Client.StatusAsync("x"));
        await hub.CrashAsync();
        await using TestWorker second = await hub.WorkerAsync();
        hub.Clock.Advance(Minute);

        await second.TurnAsync("x", Actions.Complete());
        OrchestrationState state = await hub.Client.CompletionAsync("x");
        Assert.NotNull(state.ScheduledStartTimestamp);
    }

    [Fact]
    public async Task TerminateInstance_BeforeItsScheduledStart_EndsItAtOnce()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("Later", "x", at: hub.Clock.GetUtcNow() + Minute);

        await hub.Client.TerminateInstanceAsync(new TerminateRequest { InstanceId = "x", Output = "\"stop\"" });

        OrchestrationState state = await hub.Client.CompletionAsync("x");
        Assert.Equal((OrchestrationStatus.Terminated, "\"stop\""), (state.OrchestrationStatus, state.Output));
    }

    [Fact]
    public async Task RaiseEvent_BeforeTheFirstTurn_IsDeliveredWithIt()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.Client.StartAsync("A", "x");
        await hub.Client.RaiseAsync("x", "go", "1");
        await hub.Client.RaiseAsync("x", "go", "2");

        await using TestWorker worker = await hub.WorkerAsync();
        WorkItem turn = await worker.NextTurnAsync("x");

        Assert.Equal(["1", "2"], turn.OrchestratorRequest.NewEvents.Skip(2).Select(e => e.EventRaised.Input));
    }

    [Fact]
    public async Task RaiseEvent_WhileWaiting_BringsATurn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x");

        await hub.Client.RaiseAsync("x", "go", "1");

        EventRaisedEvent raised = (await worker.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].EventRaised;
        Assert.Equal(("go", "1"), (raised.Name, raised.Input));
    }

    [Fact]
    public async Task RaiseEvent_WhileATurnIsOut_ComesWithTheNextTurn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem first = await worker.NextTurnAsync("x");

        await hub.Client.RaiseAsync("x", "go", "1");
        await worker.CompleteAsync(first);

        Assert.Equal("1", (await worker.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].EventRaised.Input);
    }

    [Fact]
    public async Task SendEvent_FromAnotherOrchestration_IsDelivered()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x");
        await hub.Client.StartAsync("B", "y");

        await worker.TurnAsync("y", Actions.Send(1, "x", "go", "1"), Actions.Send(2, "nobody", "go"), Actions.Complete());

        Assert.Equal("1", (await worker.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].EventRaised.Input);
        List<HistoryEvent> history = await hub.Client.HistoryAsync("y");
        Assert.Equal(2, history.Count(e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.EventSent));
    }
}
