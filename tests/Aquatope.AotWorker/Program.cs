using System.Globalization;
using Aquatope.AotWorker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Runs one order through the task hub at the address given, as worker and client in one, and prints the receipt.
HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
builder.Services.AddSingleton<DataConverter>(new JsonDataConverter(Json.Default.Options));
builder.Services.AddDurableTaskClient(client => client.UseGrpc(args[0]));
builder.Services.AddDurableTaskWorker(worker => worker.UseGrpc(args[0]).Configure(options => options.EnableEntitySupport = true).AddTasks(tasks => tasks
    .AddOrchestrator<PlaceOrder>()
    .AddOrchestrator<Ship>()
    .AddActivity<Price>()
    .AddActivity<Label>()
    .AddEntity<Stock>()));
using IHost host = builder.Build();
await host.StartAsync();
DurableTaskClient client = host.Services.GetRequiredService<DurableTaskClient>();
string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(PlaceOrder), new Order("ada", ["book", "pen"]));
await client.WaitForInstanceStartAsync(id);
await client.RaiseEventAsync(id, "approved", new Approval("bob"));
OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
{
    await Console.Error.WriteLineAsync($"{ended.RuntimeStatus}: {ended.FailureDetails}");
    return 1;
}

Receipt receipt = ended.ReadOutputAs<Receipt>()!;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{receipt.Customer} pays {receipt.Total}, approved by {receipt.ApprovedBy}, labels {string.Join(' ', receipt.Labels)}, sold {receipt.Sold}"));
await host.StopAsync();
return 0;
