using DurableTask.Core.Exceptions;
using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class NonDeterminismTests
{
    [Fact]
    public void Execute_CommittedHistory_ReplaysToItsRecordedEnd()
    {
        P.OrchestratorResponse result = Replay(CommittedOrder.RunAsync);

        Assert.Equal("\"paid 12 and approved by Ada\"", result.Completion().Result);
        Assert.Single(result.Actions);
    }

    [Fact]
    public void Execute_MutatedOrchestrator_Fails()
    {
        P.OrchestratorResponse result = Replay(async (context, input) =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await CommittedOrder.RunAsync(context, input);
        });

        AssertNonDeterministic(result);
    }

    [Fact]
    public void Execute_OrchestratorRecordsLess_Fails() => AssertNonDeterministic(
        Run(c => Task.FromResult(1), [TurnStarted(), Started(), Scheduled(0, "Pay")], TurnStarted(1)));

    [Theory]
    [InlineData("Charge")]
    [InlineData("Paid")]
    public void Execute_ActivityRenamed_Fails(string name) => AssertNonDeterministic(Run(
        c => c.CallActivityAsync<int>(name), [TurnStarted(), Started(), Scheduled(0, "Pay")], TurnStarted(1), Completed(0, "1")));

    private static void AssertNonDeterministic(P.OrchestratorResponse result) => Assert.Equal(
        typeof(NonDeterministicOrchestrationException).FullName, result.Completion().FailureDetails.ErrorType);

    private static P.OrchestratorResponse Replay(Func<TaskOrchestrationContext, int, Task<string>> orchestrator) =>
        ReplayEngine.Run(CommittedOrder.Request, FuncTaskOrchestrator.Create(orchestrator), new ReplayOptions());
}
