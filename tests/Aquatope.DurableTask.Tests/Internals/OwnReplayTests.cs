using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Internals;

/// <summary>What our replay does better than the official one, which the tests in common therefore leave open.</summary>
public sealed class OwnReplayTests
{
    [Fact]
    public void Execute_CancellationNotCaught_FailsWithIt()
    {
        P.OrchestratorResponse result = Run(
            c => c.WaitForExternalEvent<int>("Approve", TimeSpan.FromSeconds(5)),
            [TurnStarted(), Started(), TimerCreated(0, 5)],
            TurnStarted(6), TimerFired(0));

        Assert.Equal(typeof(TaskCanceledException).FullName, result.Completion().FailureDetails.ErrorType);
    }

    [Fact]
    public void WaitForExternalEvent_EventBeforeTheStart_IsBuffered()
    {
        P.OrchestratorResponse result = Run(
            c => c.WaitForExternalEvent<int>("Early"), [], TurnStarted(), Raised("Early", "1"), Started());

        Assert.Equal("1", result.Completion().Result);
    }

    [Fact]
    public void CallSubOrchestratorAsync_NoVersion_HasTheWorkersDefault()
    {
        P.CreateSubOrchestrationAction child = Assert.Single(Run<object?, int>(
            (c, _) => c.CallSubOrchestratorAsync<int>("Child"),
            [],
            [TurnStarted(), Started(version: "1")],
            new ReplayOptions { DefaultVersion = "5" }).Actions).CreateSubOrchestration;

        Assert.Equal("5", child.Version);
    }
}
