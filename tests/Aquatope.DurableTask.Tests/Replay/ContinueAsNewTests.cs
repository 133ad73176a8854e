using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class ContinueAsNewTests
{
    [Fact]
    public void ContinueAsNew_NewVersion_TravelsWithTheInput()
    {
        P.CompleteOrchestrationAction completion =
            Continue(new ContinueAsNewOptions { NewInput = "next", NewVersion = "2.0" }).Completion();

        Assert.Equal(P.OrchestrationStatus.ContinuedAsNew, completion.OrchestrationStatus);
        Assert.Equal(("\"next\"", "2.0"), (completion.Result, completion.NewVersion));
    }

    [Fact]
    public void ContinueAsNew_NoOptions_HasNeitherInputNorVersion()
    {
        P.OrchestratorResponse result = Continue(new ContinueAsNewOptions());

        P.CompleteOrchestrationAction completion = result.Completion();
        Assert.Equal((string.Empty, string.Empty), (completion.Result ?? string.Empty, completion.NewVersion ?? string.Empty));
        Assert.Equal(["Early"], MovedOn(result));
    }

    [Fact]
    public void ContinueAsNew_EventsNotPreserved_DropsThoseThatNobodyAwaited() =>
        Assert.Empty(MovedOn(Continue(new ContinueAsNewOptions { PreserveUnprocessedEvents = false })));

    [Fact]
    public void ContinueAsNew_EventsAfterIt_MoveOnWithThoseBeforeIt()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                await c.CallActivityAsync("A");
                c.ContinueAsNew(5);
                return 0;
            },
            [TurnStarted(), Started(), Raised("Early", "1"), Scheduled(0, "A")],
            TurnStarted(1), Completed(0), Raised("Late", "2"));

        P.CompleteOrchestrationAction completion = result.Completion();
        Assert.Equal(P.OrchestrationStatus.ContinuedAsNew, completion.OrchestrationStatus);
        Assert.Equal("5", completion.Result);
        Assert.Equal(["Early", "Late"], MovedOn(result));
    }

    [Fact]
    public void ContinueAsNew_CalledTwice_TheLastCallCounts()
    {
        P.OrchestratorResponse result = Run(
            c =>
            {
                c.ContinueAsNew(1);
                c.ContinueAsNew(2);
                return Task.FromResult(0);
            },
            [], TurnStarted(), Started());

        Assert.Equal("2", result.Completion().Result);
    }

    [Fact]
    public void ContinueAsNew_ThenThrows_Fails()
    {
        P.OrchestratorResponse result = Run<int>(
            c =>
            {
                c.ContinueAsNew(1);
                throw new InvalidOperationException("no");
            },
            [], TurnStarted(), Started());

        Assert.Equal(P.OrchestrationStatus.Failed, result.Completion().OrchestrationStatus);
    }

    private static P.OrchestratorResponse Continue(ContinueAsNewOptions options) => Run(
        async c =>
        {
            await c.CallActivityAsync("A");
            c.ContinueAsNew(options);
            return 0;
        },
        [TurnStarted(), Started(), Raised("Early", "1"), Scheduled(0, "A")],
        TurnStarted(1), Completed(0));

    /// <summary>Returns the names of the events for the next generation: carried over, or sent by the instance to itself.</summary>
    private static IEnumerable<string> MovedOn(P.OrchestratorResponse result) => result.Actions
        .Where(action => action.SendEvent?.Instance.InstanceId == InstanceId)
        .Select(action => action.SendEvent.Name)
        .Concat(result.Completion().CarryoverEvents.Select(carried => carried.EventRaised.Name));
}
