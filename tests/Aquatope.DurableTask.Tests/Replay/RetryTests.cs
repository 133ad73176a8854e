using Microsoft.DurableTask.Worker.Replay;
using static Microsoft.DurableTask.Tests.Replay.Histories;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class RetryTests
{
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 2.0)]
    [InlineData(3, 4.0)]
    [InlineData(4, 5.0)]
    public void Next_Exponential_IsCappedByTheLongestInterval(int failures, double expectedSeconds)
    {
        RetryPolicy policy = new(10, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), RetryDelays.Next(policy, failures, TimeSpan.Zero));
    }

    [Fact]
    public void Next_AttemptsOrTimeUsedUp_IsNull()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(1), retryTimeout: TimeSpan.FromSeconds(10));

        Assert.Null(RetryDelays.Next(policy, 3, TimeSpan.Zero));
        Assert.Null(RetryDelays.Next(policy, 1, TimeSpan.FromSeconds(10)));
        Assert.NotNull(RetryDelays.Next(policy, 2, TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public void CallActivityAsync_PolicyAndFailure_WaitsOnATimerThenSchedulesAgain()
    {
        static Task<int> Orchestrator(TaskOrchestrationContext c) => c.CallActivityAsync<int>(
            "Pay", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5))));

        P.HistoryEvent[] past = [TurnStarted(), Started(), Scheduled(0, "Pay")];
        ReplayResult waiting = Run(Orchestrator, past, TurnStarted(1), Failed(0));
        Assert.Equal(At(6), Assert.Single(waiting.Actions).CreateTimer.FireAt);

        past = [.. past, TurnStarted(1), Failed(0), TimerCreated(1, 6)];
        Assert.Equal("Pay", Assert.Single(Run(Orchestrator, past, TurnStarted(6), TimerFired(1)).Actions).ScheduleTask.Name);
    }

    [Fact]
    public void CallActivityAsync_NonRetriableFailure_FailsAtOnce()
    {
        ReplayResult result = Run(
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
        ReplayResult result = Run(
            c => c.CallActivityAsync<int>("Pay", TaskOptions.FromRetryPolicy(policy)),
            [TurnStarted(), Started(), Scheduled(0, "Pay")],
            TurnStarted(1), Failed(0));

        Assert.Equal(P.OrchestrationStatus.Failed, result.Completion().OrchestrationStatus);
    }

    [Fact]
    public void CallActivityAsync_Handler_SeesAttemptAndRetriesAtOnce()
    {
        RetryContext? seen = null;
        ReplayResult result = Run(
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
}
