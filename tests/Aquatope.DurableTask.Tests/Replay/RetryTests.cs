using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class RetryTests
{
    [Fact]
    public void CallActivityAsync_PolicyAndFailure_WaitsOnATimerThenSchedulesAgain()
    {
        static Task<int> Orchestrator(TaskOrchestrationContext c) => c.CallActivityAsync<int>(
            "Pay", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5))));

        P.HistoryEvent[] past = [TurnStarted(), Started(), Scheduled(0, "Pay")];
        P.OrchestratorResponse waiting = Run(Orchestrator, past, TurnStarted(1), Failed(0));
        Assert.Equal(At(6), Assert.Single(waiting.Actions).CreateTimer.FireAt);

        past = [.. past, TurnStarted(1), Failed(0), TimerCreated(1, 6)];
        Assert.Equal("Pay", Assert.Single(Run(Orchestrator, past, TurnStarted(6), TimerFired(1)).Actions).ScheduleTask.Name);
    }

    [Fact]
    public void CallActivityAsync_NonRetriableFailure_FailsAtOnce()
    {
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5)))),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0, "ActivityTaskNotFound", nonRetriable: true));

        Assert.Equal(P.OrchestrationStatus.Failed, result.Completion().OrchestrationStatus);
    }

    [Fact]
    public void CallActivityAsync_HandleFailureDeclines_Fails()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(5))
        {
            HandleFailure = failure => !failure.IsCausedBy<TimeoutException>(),
        };
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryPolicy(policy)),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0));

        Assert.Equal(P.OrchestrationStatus.Failed, result.Completion().OrchestrationStatus);
    }

    [Fact]
    public void CallActivityAsync_HandleFailureThrows_FailsWithTheFailureOfTheTask()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(5)) { HandleFailure = _ => throw new InvalidOperationException("broken") };
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryPolicy(policy)),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0));

        Assert.Equal("System.TimeoutException", result.Completion().FailureDetails.InnerFailure.ErrorType);
    }

    [Fact]
    public void CallActivityAsync_Handler_SeesAttemptAndRetriesAtOnce()
    {
        RetryContext? seen = null;
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryHandler(context =>
            {
                seen = context;
                return true;
            })),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(4), Failed(0));

        Assert.Equal(1, Assert.Single(result.Actions).Id);
        Assert.Equal((1, TimeSpan.FromSeconds(4)), (seen!.LastAttemptNumber, seen.TotalRetryTime));
        Assert.True(seen.LastFailure.IsCausedBy<TimeoutException>());
    }

    [Theory]
    [InlineData(1.0, null, new[] { 4, 4, 4 })]
    [InlineData(2.0, null, new[] { 4, 8, 16 })]
    [InlineData(2.0, 10, new[] { 4, 8, 10 })]
    [InlineData(1.5, null, new[] { 4, 6, 9 })]
    public void CallActivityAsync_Policy_DelaysEachAttemptByTheBackoff(double coefficient, int? longestSeconds, int[] expectedSeconds)
    {
        RetryPolicy policy = new(4, TimeSpan.FromSeconds(4), coefficient, longestSeconds is { } s ? TimeSpan.FromSeconds(s) : null);
        Task<int> Orchestrator(TaskOrchestrationContext c) => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryPolicy(policy));
        List<P.HistoryEvent> past = [TurnStarted(), Started(), Scheduled(0, "Pay")];
        int now = 1;
        for (int failures = 0; failures < expectedSeconds.Length; failures++)
        {
            P.HistoryEvent[] failed = [TurnStarted(now), Failed(failures * 2)];
            P.OrchestratorAction timer = Assert.Single(Run(Orchestrator, [.. past], failed).Actions);
            int due = now + expectedSeconds[failures];
            Assert.Equal(At(due), timer.CreateTimer.FireAt);

            past.AddRange([.. failed, TimerCreated(timer.Id, due), TurnStarted(due), TimerFired(timer.Id), Scheduled(timer.Id + 1, "Pay")]);
            now = due + 1;
        }

        // One more timer, due at once: it has no use, but every history of the official SDK has it.
        P.HistoryEvent[] last = [TurnStarted(now), Failed(expectedSeconds.Length * 2)];
        P.OrchestratorAction useless = Assert.Single(Run(Orchestrator, [.. past], last).Actions);
        Assert.Equal(At(now), useless.CreateTimer.FireAt);
        past.AddRange([.. last, TimerCreated(useless.Id, now)]);
        P.OrchestratorResponse ended = Run(Orchestrator, [.. past], TurnStarted(now), TimerFired(useless.Id));
        Assert.Equal(P.OrchestrationStatus.Failed, ended.Completion().OrchestrationStatus);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void CallActivityAsync_RetryTimeout_EndsTheRetries(int failedAtSeconds, bool fails)
    {
        RetryPolicy policy = new(100, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(10));

        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryPolicy(policy)),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(failedAtSeconds), Failed(0));

        Assert.Equal(fails, Assert.Single(result.Actions).CompleteOrchestration is not null);
    }

    [Fact]
    public void CallActivityAsync_HandlerDeclines_ThrowsTheLastFailure()
    {
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryHandler(_ => false)),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0));

        P.TaskFailureDetails failure = result.Completion().FailureDetails;
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Equal("System.TimeoutException", failure.InnerFailure.ErrorType);
    }

    [Fact]
    public void CallActivityAsync_AsyncHandler_MayWaitOnATimerFirst()
    {
        static Task<int> Orchestrator(TaskOrchestrationContext c) => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(30 * retry.LastAttemptNumber), CancellationToken.None);
            return true;
        }));
        P.HistoryEvent[] past = [TurnStarted(), Started(), Scheduled(0, "Pay"), TurnStarted(1), Failed(0), TimerCreated(1, 31)];

        Assert.Equal("Pay", Assert.Single(Run(Orchestrator, past, TurnStarted(31), TimerFired(1)).Actions).ScheduleTask.Name);

        past = [.. past, TurnStarted(31), TimerFired(1), Scheduled(2, "Pay")];
        Assert.Equal(At(92), Assert.Single(Run(Orchestrator, past, TurnStarted(32), Failed(2)).Actions).CreateTimer.FireAt);
    }

    [Fact]
    public void CallActivityAsync_HandlerAndNonRetriableFailure_IsNotAsked()
    {
        bool asked = false;
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryHandler(_ => asked = true)),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0, "ActivityTaskNotFound", nonRetriable: true));

        Assert.False(asked);
        Assert.Equal(P.OrchestrationStatus.Failed, result.Completion().OrchestrationStatus);
    }

    [Fact]
    public void CallActivityAsync_SucceedsAfterARetry_ReturnsTheResult()
    {
        P.OrchestratorResponse result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5)))),
            [TurnStarted(), Started(), Scheduled(0, "Pay"), TurnStarted(1), Failed(0), TimerCreated(1, 6), TurnStarted(6), TimerFired(1), Scheduled(2, "Pay")],
            TurnStarted(7), Completed(2, "12"));

        Assert.Equal("12", result.Completion().Result);
    }
}
