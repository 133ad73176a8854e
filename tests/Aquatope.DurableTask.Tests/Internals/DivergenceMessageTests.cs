using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Tests.Replay;
using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Internals;

/// <summary>A divergence names the instance, the event, what is recorded and what was replayed.</summary>
public sealed class DivergenceMessageTests
{
    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task>> Replayed = new(StringComparer.Ordinal)
    {
        ["Activity(Pay)"] = c => c.CallActivityAsync("Pay"),
        ["Timer"] = c => c.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None),
        ["SubOrchestration(Ship)"] = c => c.CallSubOrchestratorAsync("Ship"),
        ["SendEvent(Ping to other)"] = c =>
        {
            c.SendEvent("other", "Ping", 1);
            return c.WaitForExternalEvent<int>("Pong");
        },
        ["CallEntity(Add of @counter@a)"] = c => c.Entities.CallEntityAsync(new EntityInstanceId("counter", "a"), "Add"),
        ["SignalEntity(Add of @counter@a)"] = async c =>
        {
            await c.Entities.SignalEntityAsync(new EntityInstanceId("counter", "a"), "Add");
            await c.WaitForExternalEvent<int>("Pong");
        },
        ["LockEntities(@counter@a)"] = c => c.Entities.LockEntitiesAsync(new EntityInstanceId("counter", "a")),
    };

    public static TheoryData<string> Actions => [.. Replayed.Keys];

    [Theory]
    [MemberData(nameof(Actions))]
    public void Execute_AnotherActionThanRecorded_NamesBoth(string replayed)
    {
        P.OrchestratorResponse result = Run(
            async c =>
            {
                await Replayed[replayed](c);
                return 0;
            },
            [TurnStarted(), Started(), Scheduled(0, "Reserve")],
            TurnStarted(1), Completed(0));

        string message = result.Completion().FailureDetails.ErrorMessage;
        Assert.Contains($"'{InstanceId}' diverged from its history at event 0", message, StringComparison.Ordinal);
        Assert.Contains($"recorded Activity(Reserve), replayed {replayed}.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_CommittedHistoryOfAMutatedOrchestrator_NamesTheFirstDifference()
    {
        P.OrchestratorResponse result = ReplayEngine.Run(
            CommittedOrder.Request,
            FuncTaskOrchestrator.Create<int, string>(async (context, input) =>
            {
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                return await CommittedOrder.RunAsync(context, input);
            }),
            new ReplayOptions());

        Assert.Contains(
            "'order-17' diverged from its history at event 0: recorded Activity(Pay), replayed Timer.",
            result.Completion().FailureDetails.ErrorMessage,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_NothingWhereSomethingIsRecorded_SaysSo() => Assert.Contains(
        "recorded Activity(Pay), replayed nothing with that ID",
        Run(c => Task.FromResult(1), [TurnStarted(), Started(), Scheduled(0, "Pay")], TurnStarted(1))
            .Completion().FailureDetails.ErrorMessage,
        StringComparison.Ordinal);

    [Fact]
    public void Execute_HistoryWithoutStart_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => Run(c => Task.FromResult(0), [TurnStarted()], Completed(0)));
}
