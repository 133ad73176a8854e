using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class OrchestrationReplayTests
{
    [Fact]
    public void Execute_FirstTurnCallsActivity_SchedulesItWithBracketedInput()
    {
        P.OrchestratorResponse result = Run(c => c.CallActivityAsync<int>("Pay", 42), [], TurnStarted(), Started(version: "2"));

        P.OrchestratorAction action = Assert.Single(result.Actions);
        Assert.Equal(0, action.Id);
        Assert.Equal("Pay", action.ScheduleTask.Name);
        Assert.Equal("2", action.ScheduleTask.Version);
        Assert.Equal("[42]", action.ScheduleTask.Input);
    }

    [Fact]
    public void Execute_ActivityCompleted_ReturnsItsResult()
    {
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay"),
            [TurnStarted(), Started(), Scheduled(0, "pay")],
            TurnStarted(1), Completed(0, "7"));

        Assert.Equal(P.OrchestrationStatus.Completed, result.Completion().OrchestrationStatus);
        Assert.Equal("7", result.Completion().Result);
    }

    [Fact]
    public void Execute_ActivityFailed_FailsWithItsDetailsAsCause()
    {
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay"),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0));

        P.TaskFailureDetails failure = result.Completion().FailureDetails;
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal("System.TimeoutException", failure.InnerFailure.ErrorType);
    }

    [Fact]
    public void Execute_FanOut_RepliesInAnyOrder()
    {
        P.OrchestratorResponse result = Run(
            async c => await Task.WhenAll(c.CallActivityAsync<int>("A"), c.CallActivityAsync<int>("B"), c.CallActivityAsync<int>("C")),
            [TurnStarted(), Started(), Scheduled(0, "A"), Scheduled(1, "B"), Scheduled(2, "C")],
            TurnStarted(1), Completed(2, "3"), Completed(0, "1"), Completed(1, "2"));

        Assert.Equal("[1,2,3]", result.Completion().Result);
    }

    [Fact]
    public void Execute_DuplicateReply_IsIgnored()
    {
        P.OrchestratorResponse result = Run(
            async c => await c.CallActivityAsync<int>("A") + await c.CallActivityAsync<int>("B"),
            [TurnStarted(), Started(), Scheduled(0, "A")],
            TurnStarted(1), Completed(0, "1"), Completed(0, "5"));

        Assert.Equal("B", Assert.Single(result.Actions).ScheduleTask.Name);
    }

    [Fact]
    public void Execute_SubOrchestration_CreatesAndReadsIt()
    {
        static Task<string> Orchestrator(TaskOrchestrationContext c) =>
            c.CallSubOrchestratorAsync<string>("Child", "in", new SubOrchestrationOptions(instanceId: "child"));

        P.CreateSubOrchestrationAction created =
            Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).CreateSubOrchestration;
        Assert.Equal(("Child", "child", "\"in\""), (created.Name, created.InstanceId, created.Input));

        P.HistoryEvent[] past = [TurnStarted(), Started(), ChildCreated(0, "Child")];
        Assert.Equal("\"out\"", Run(Orchestrator, past, TurnStarted(1), ChildCompleted(0, "\"out\"")).Completion().Result);
        Assert.Equal(
            "child broke",
            Run(Orchestrator, past, TurnStarted(1), ChildFailed(0)).Completion().FailureDetails.InnerFailure.ErrorMessage);
    }

    [Fact]
    public void Execute_Timer_FiresAtTheTurnsTime()
    {
        static async Task<DateTime> Orchestrator(TaskOrchestrationContext c)
        {
            await c.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
            return c.CurrentUtcDateTime;
        }

        Assert.Equal(At(5), Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).CreateTimer.FireAt);
        P.OrchestratorResponse fired = Run(
            Orchestrator, [TurnStarted(), Started(), TimerCreated(0, 5)], TurnStarted(6), TimerFired(0));
        Assert.Equal("\"2026-01-01T00:00:06Z\"", fired.Completion().Result);
    }

    [Fact]
    public void Execute_TimerBeyondTheMaximum_IsMadeOfSeveral()
    {
        ReplayOptions settings = new() { MaximumTimerInterval = TimeSpan.FromSeconds(10) };
        static async Task<bool> Orchestrator(TaskOrchestrationContext c, object? input)
        {
            await c.CreateTimer(TimeSpan.FromSeconds(25), CancellationToken.None);
            return true;
        }

        P.OrchestratorResponse first = Run<object?, bool>(Orchestrator, [], [TurnStarted(), Started()], settings);
        Assert.Equal(At(10), Assert.Single(first.Actions).CreateTimer.FireAt);

        P.HistoryEvent[] past =
            [TurnStarted(), Started(), TimerCreated(0, 10), TurnStarted(10), TimerFired(0), TimerCreated(1, 20)];
        P.OrchestratorResponse last = Run<object?, bool>(Orchestrator, past, [TurnStarted(20), TimerFired(1)], settings);
        Assert.Equal(At(25), Assert.Single(last.Actions).CreateTimer.FireAt);
    }

    [Fact]
    public void Execute_EventRaisedBeforeTheWait_IsBufferedWithoutRegardToCase()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                await c.CallActivityAsync("A");
                return await c.WaitForExternalEvent<int>("APPROVE");
            },
            [TurnStarted(), Started(), Raised("approve", "3"), Scheduled(0, "A")],
            TurnStarted(1), Completed(0));

        Assert.Equal("3", result.Completion().Result);
    }

    [Fact]
    public void Execute_WaitTimedOut_ThrowsAndNextEventGoesToTheNextWait()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(
                    () => c.WaitForExternalEvent<int>("Approve", TimeSpan.FromSeconds(5), CancellationToken.None));
                return await c.WaitForExternalEvent<int>("Approve");
            },
            [TurnStarted(), Started(), TimerCreated(0, 5)],
            TurnStarted(6), TimerFired(0), Raised("Approve", "9"));

        Assert.Equal("9", result.Completion().Result);
    }

    [Fact]
    public void Execute_SendEvent_IsConfirmedByItsRecord()
    {
        static async Task<bool> Orchestrator(TaskOrchestrationContext c)
        {
            c.SendEvent("other", "Ping", 1);
            return await c.WaitForExternalEvent<bool>("Pong");
        }

        P.SendEventAction sent = Assert.Single(Run(Orchestrator, [], TurnStarted(), Started()).Actions).SendEvent;
        Assert.Equal(("other", "Ping", "1"), (sent.Instance.InstanceId, sent.Name, sent.Data));
        P.OrchestratorResponse next = Run(
            Orchestrator, [TurnStarted(), Started(), Sent(0, "Ping", "other")], TurnStarted(1), Raised("Pong", "true"));
        Assert.Equal("true", Assert.Single(next.Actions).CompleteOrchestration.Result);
    }

    [Fact]
    public void Execute_Suspended_HoldsActionsAndEventsUntilResumed()
    {
        static Task<int> Orchestrator(TaskOrchestrationContext c) => ThenB(c);
        static async Task<int> ThenB(TaskOrchestrationContext c)
        {
            await c.CallActivityAsync("A");
            return await c.CallActivityAsync<int>("B");
        }

        P.HistoryEvent[] past = [TurnStarted(), Started(), Scheduled(0, "A")];
        Assert.Empty(Run(Orchestrator, past, TurnStarted(1), Suspended(), Completed(0)).Actions);
        Assert.Empty(Run(Orchestrator, past, TurnStarted(1), Completed(0), Suspended()).Actions);

        P.OrchestratorResponse resumed = Run(
            Orchestrator, [.. past, TurnStarted(1), Suspended(), Completed(0)], TurnStarted(2), Resumed());
        Assert.Equal("B", Assert.Single(resumed.Actions).ScheduleTask.Name);
    }

    [Fact]
    public void Execute_TerminatedWhileSuspended_CompletesAsTerminated()
    {
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("A"),
            [TurnStarted(), Started(), Scheduled(0, "A"), TurnStarted(1), Suspended()],
            TurnStarted(2), Terminated("\"stop\""));

        Assert.Equal(P.OrchestrationStatus.Terminated, result.Completion().OrchestrationStatus);
        Assert.Equal("\"stop\"", result.Completion().Result);
    }

    [Fact]
    public void Execute_CustomStatus_IsTheLatestOne()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                c.SetCustomStatus("one");
                await c.CallActivityAsync("A");
                c.SetCustomStatus("two");
                return await c.CallActivityAsync<int>("B");
            },
            [TurnStarted(), Started(), Scheduled(0, "A")],
            TurnStarted(1), Completed(0));

        Assert.Equal("\"two\"", result.CustomStatus);
    }

    [Fact]
    public void Execute_OrchestratorUsesTasks_StaysOnTheThreadOfTheTurn()
    {
        int thread = Environment.CurrentManagedThreadId;
        P.OrchestratorResponse result = Run(
            async c =>
            {
                await Task.Yield();
                int before = Environment.CurrentManagedThreadId;
                int inside = await Task.Factory.StartNew(() => Environment.CurrentManagedThreadId);
                return before == thread && inside == thread;
            },
            [], TurnStarted(), Started());

        Assert.Equal("true", result.Completion().Result);
    }

    [Fact]
    public void NewGuid_GivenInstanceAndTime_IsTheGoldenVersion5Guid()
    {
        P.OrchestratorResponse result = Run(
            c => Task.FromResult(new[] { c.NewGuid(), c.NewGuid() }), [], TurnStarted(), Started());

        Assert.Equal("[\"a6807cba-f148-5c0e-8b36-a0cedc9ccb01\",\"bfe1320f-00d6-5b87-9472-efce6c421b68\"]", result.Completion().Result);
    }
}
