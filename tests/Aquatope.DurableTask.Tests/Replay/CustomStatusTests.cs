using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class CustomStatusTests
{
    [Fact]
    public void SetCustomStatus_Object_IsSerialized()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                c.SetCustomStatus(new Dictionary<string, int> { ["done"] = 3 });
                return await c.CallActivityAsync<int>("A");
            },
            [], TurnStarted(), Started());

        Assert.Equal("{\"done\":3}", result.CustomStatus);
    }

    [Fact]
    public void SetCustomStatus_Null_ClearsIt()
    {
        P.OrchestratorResponse result = Run(
            c =>
            {
                c.SetCustomStatus("one");
                c.SetCustomStatus(null);
                return Task.FromResult(0);
            },
            [], TurnStarted(), Started());

        Assert.True(string.IsNullOrEmpty(result.CustomStatus));
    }

    [Fact]
    public void SetCustomStatus_InAnEarlierTurn_IsStillTheStatus()
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                c.SetCustomStatus("waiting");
                await c.CallActivityAsync("A");
                return await c.CallActivityAsync<int>("B");
            },
            [TurnStarted(), Started(), Scheduled(0, "A")],
            TurnStarted(1), Completed(0));

        Assert.Equal("\"waiting\"", result.CustomStatus);
    }
}
