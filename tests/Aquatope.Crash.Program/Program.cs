using System.Globalization;
using Aquatope.Crash.Program;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// worker ADDRESS | client ADDRESS LOG COUNT CONCURRENCY
string connection = $"Endpoint={args[1]};TaskHub=default;Authentication=None";
HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
if (args[0] == "worker")
{
    builder.Services.AddDurableTaskWorker(worker =>
    {
        worker.AddTasks(CrashOrchestrations.Register);
        worker.UseDurableTaskScheduler(connection);
        worker.UseWorkItemFilters();
    });
    await builder.Build().RunAsync();
    return;
}

builder.Services.AddDurableTaskClient(client => client.UseDurableTaskScheduler(connection));
using IHost host = builder.Build();
using var log = new ClientLog(args[2]);
var crashing = new CrashClient(host.Services.GetRequiredService<DurableTaskClient>(), log);
await crashing.RunAsync(int.Parse(args[3], CultureInfo.InvariantCulture), int.Parse(args[4], CultureInfo.InvariantCulture));
