using DurableTask.Core.Exceptions;
using Google.Protobuf;
using Microsoft.DurableTask.Worker.Replay;
using static Microsoft.DurableTask.Tests.Replay.Histories;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Tests.Replay;

public sealed class NonDeterminismTests
{
    private static P.OrchestratorRequest Fixture => JsonParser.Default.Parse<P.OrchestratorRequest>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Histories", "order.json")));

    [Fact]
    public void Execute_CommittedHistory_ReplaysToItsRecordedEnd()
    {
        ReplayResult result = Replay(OrderAsync);

        Assert.Equal("\"paid 12 and approved by Ada\"", result.Completion().Result);
        Assert.Single(result.Actions);
    }

    [Fact]
    public void Execute_MutatedOrchestrator_FailsNamingTheFirstDifference()
    {
        ReplayResult result = Replay(async (context, input) =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await OrderAsync(context, input);
        });

        P.TaskFailureDetails failure = result.Completion().FailureDetails;
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
        Assert.Contains("'order-17'", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("event 0", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("recorded Activity(Pay), replayed Timer", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_OrchestratorRecordsLess_Fails()
    {
        ReplayResult result = Run(c => Task.FromResult(1), [TurnStarted(), Started(), Scheduled(0, "Pay")], TurnStarted(1));

        Assert.Equal(
            typeof(NonDeterministicOrchestrationException).FullName, result.Completion().FailureDetails.ErrorType);
    }

    [Theory]
    [InlineData("Charge")]
    [InlineData("Paid")]
    public void Execute_ActivityRenamed_Fails(string name)
    {
        ReplayResult result = Run(
            c => c.CallActivityAsync<int>(name), [TurnStarted(), Started(), Scheduled(0, "Pay")], TurnStarted(1), Completed(0, "1"));

        Assert.Contains($"replayed Activity({name})", result.Completion().FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    private static ReplayResult Replay(Func<TaskOrchestrationContext, int, Task<string>> orchestrator) =>
        OrchestrationReplay.Execute(OrchestrationHistory.Of(Fixture), FuncTaskOrchestrator.Create(orchestrator), Settings());

    private static async Task<string> OrderAsync(TaskOrchestrationContext context, int amount)
    {
        int paid = await context.CallActivityAsync<int>("Pay", amount);
        string approver = await context.WaitForExternalEvent<string>("Approve", TimeSpan.FromHours(1));
        await context.CallSubOrchestratorAsync("Ship", paid);
        return $"paid {paid} and approved by {approver}";
    }
}
