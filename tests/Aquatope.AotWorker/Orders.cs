using System.Text.Json.Serialization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Aquatope.AotWorker;

internal sealed record Order(string Customer, string[] Items);

internal sealed record Approval(string By);

internal sealed record Receipt(string Customer, int Total, string ApprovedBy, string[] Labels, int Sold);

/// <summary>All that crosses the wire: trimming leaves no reflection to find it by.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Approval))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(int))]
internal sealed partial class Json : JsonSerializerContext;

internal sealed class PlaceOrder : TaskOrchestrator<Order, Receipt>
{
    public override async Task<Receipt> RunAsync(TaskOrchestrationContext context, Order order)
    {
        Task<int>[] pricing = [.. order.Items.Select(item => context.CallActivityAsync<int>(nameof(Price), item))];
        int[] prices = await Task.WhenAll(pricing);
        Approval approval = await context.WaitForExternalEvent<Approval>("approved");
        await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
        string[] labels = await context.CallSubOrchestratorAsync<string[]>(nameof(Ship), order);
        int sold = await context.Entities.CallEntityAsync<int>(new EntityInstanceId(nameof(Stock), "all"), nameof(Stock.Sell), order.Items.Length);
        return new Receipt(order.Customer, prices.Sum(), approval.By, labels, sold);
    }
}

internal sealed class Ship : TaskOrchestrator<Order, string[]>
{
    public override async Task<string[]> RunAsync(TaskOrchestrationContext context, Order order)
    {
        var labels = new List<string>();
        foreach (string item in order.Items)
        {
            try
            {
                labels.Add(await context.CallActivityAsync<string>(nameof(Label), item));
            }
            catch (TaskFailedException failure) when (failure.FailureDetails.IsCausedBy<InvalidOperationException>())
            {
                labels.Add("none");
            }
        }

        return [.. labels];
    }
}

internal sealed class Price : TaskActivity<string, int>
{
    public override Task<int> RunAsync(TaskActivityContext context, string item) => Task.FromResult(item.Length);
}

internal sealed class Label : TaskActivity<string, string>
{
    public override Task<string> RunAsync(TaskActivityContext context, string item) =>
        item == "pen" ? throw new InvalidOperationException("Pens have no label.") : Task.FromResult($"[{item}]");
}

internal sealed class Stock : TaskEntity<int>
{
    public int Sell(int count) => State += count;
}
