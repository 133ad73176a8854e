using Google.Protobuf;

namespace Microsoft.DurableTask.Tests.Replay;

/// <summary>The orchestrator behind the committed history <c>order.json</c>.</summary>
internal static class CommittedOrder
{
    public static P.OrchestratorRequest Request => JsonParser.Default.Parse<P.OrchestratorRequest>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Histories", "order.json")));

    public static async Task<string> RunAsync(TaskOrchestrationContext context, int amount)
    {
        int paid = await context.CallActivityAsync<int>("Pay", amount);
        string approver = await context.WaitForExternalEvent<string>("Approve", TimeSpan.FromHours(1));
        await context.CallSubOrchestratorAsync("Ship", paid);
        return $"paid {paid} and approved by {approver}";
    }
}
