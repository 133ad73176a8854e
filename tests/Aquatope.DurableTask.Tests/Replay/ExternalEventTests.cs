using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class ExternalEventTests
{
    [Fact]
    public void WaitForExternalEvent_WithTimeout_StartsATimer()
    {
        P.OrchestratorResponse result = Run(
            c => c.WaitForExternalEvent<int>("Approve", TimeSpan.FromSeconds(5)), [], TurnStarted(), Started());

        Assert.Equal(At(5), Assert.Single(result.Actions).CreateTimer.FireAt);
    }

    [Fact]
    public void WaitForExternalEvent_EventBeforeTheTimeout_ReturnsIt()
    {
        P.OrchestratorResponse result = Run(
            c => c.WaitForExternalEvent<int>("Approve", TimeSpan.FromSeconds(5)),
            [TurnStarted(), Started(), TimerCreated(0, 5)],
            TurnStarted(1), Raised("Approve", "3"));

        Assert.Equal("3", result.Completion().Result);
    }

    [Fact]
    public void WaitForExternalEvent_TimeoutFirst_ThrowsTaskCanceled()
    {
        P.OrchestratorResponse result = Run(
            ApprovedAsync, [TurnStarted(), Started(), TimerCreated(0, 5)], TurnStarted(6), TimerFired(0));

        Assert.Equal("-1", result.Completion().Result);
    }

    [Fact]
    public void WaitForExternalEvent_EventAndTimeoutInOneTurn_TheFirstDecides()
    {
        P.HistoryEvent[] past = [TurnStarted(), Started(), TimerCreated(0, 5)];

        Assert.Equal("3", Run(ApprovedAsync, past, TurnStarted(6), Raised("Approve", "3"), TimerFired(0)).Completion().Result);
        Assert.Equal("-1", Run(ApprovedAsync, past, TurnStarted(6), TimerFired(0), Raised("Approve", "3")).Completion().Result);
    }

    [Fact]
    public void WaitForExternalEvent_SeveralBuffered_AreDeliveredInOrder()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                await c.CallActivityAsync("A");
                return new[] { await c.WaitForExternalEvent<int>("E"), await c.WaitForExternalEvent<int>("E"), await c.WaitForExternalEvent<int>("E") };
            },
            [TurnStarted(), Started(), Raised("E", "1"), Raised("E", "2"), Scheduled(0, "A")],
            TurnStarted(1), Completed(0), Raised("E", "3"));

        Assert.Equal("[1,2,3]", result.Completion().Result);
    }

    [Fact]
    public void WaitForExternalEvent_OfSeveralWaits_TheNewestIsServedFirst()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                Task<int> first = c.WaitForExternalEvent<int>("E");
                Task<int> second = c.WaitForExternalEvent<int>("E");
                return new[] { await first, await second };
            },
            [TurnStarted(), Started()],
            TurnStarted(1), Raised("E", "1"), Raised("E", "2"));

        Assert.Equal("[2,1]", result.Completion().Result);
    }

    [Fact]
    public void WaitForExternalEvent_Cancelled_ThrowsAndLeavesTheEventToTheNextWait()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                using CancellationTokenSource cancellation = new();
                Task<int> abandoned = c.WaitForExternalEvent<int>("E", cancellation.Token);
                Cancel(cancellation);
                await Assert.ThrowsAsync<TaskCanceledException>(() => abandoned);
                return await c.WaitForExternalEvent<int>("E");
            },
            [TurnStarted(), Started()],
            TurnStarted(1), Raised("E", "4"));

        Assert.Equal("4", result.Completion().Result);
    }

    [Fact]
    public void WaitForExternalEvent_AnotherTypeUnderTheSameName_Fails()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                Task<int> number = c.WaitForExternalEvent<int>("E");
                Task<string> text = c.WaitForExternalEvent<string>("E");
                return $"{await text}{await number}";
            },
            [], TurnStarted(), Started());

        Assert.Equal(typeof(ArgumentException).FullName, result.Completion().FailureDetails.ErrorType);
    }

    [Fact]
    public void WaitForExternalEvent_WithoutPayload_IsTheDefault()
    {
        P.OrchestratorResponse result = Run(
            async c => await c.WaitForExternalEvent<string?>("E") ?? "nothing", [TurnStarted(), Started()], TurnStarted(1), Raised("E", null));

        Assert.Equal("\"nothing\"", result.Completion().Result);
    }

    private static async Task<int> ApprovedAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.WaitForExternalEvent<int>("Approve", TimeSpan.FromSeconds(5));
        }
        catch (TaskCanceledException)
        {
            return -1;
        }
    }
}
