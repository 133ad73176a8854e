using Aquatope.Dashboard;
using Aquatope.Local;
using Aquatope.Workflows;
using AquatopeWorkflow1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// This program is the orchestrators' host; started again by itself, it is one worker of one stage.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddAquatope(aquatope => aquatope
    .UseLocalMachine()
    .UseDashboard()
    .AddWorkflow<DescribeText>(workflow => workflow.MeetLatency(TimeSpan.FromMilliseconds(500), percentile: 95))
    .AddStage<CountWords>(stage => stage.Cpu(0.25, 1).MemoryMiB(128, 512))
    .AddStage<FindKeyWords>(stage => stage.Cpu(0.25, 2).MemoryMiB(128, 1024)));
builder.Services.AddHostedService<Demand>();

using IHost host = builder.Build();
await host.StartAsync();
if (host.Services.GetService<DashboardService>() is { } dashboard)
{
    Console.WriteLine($"Dashboard: {dashboard.AddressWithToken}");
}

await host.WaitForShutdownAsync();
