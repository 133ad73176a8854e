using Aquatope.TaskHub;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Dashboard.Tests;

/// <summary>A task hub with a worker and the dashboard before it, as <c>aquatope hub</c> serves them.</summary>
public sealed class HubRig : IAsyncLifetime
{
    public const string Hub = "default";
    public const string Hostile = "<img src=x onerror=\"window.hacked=1\">";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-dashboard-");
    private TaskHubServer? _server;
    private IHost? _host;

    internal DashboardServer Dashboard { get; private set; } = null!;

    internal TaskHubInspector Inspector => _server!.Inspector;

    internal DurableTaskClient Client => _host!.Services.GetRequiredService<DurableTaskClient>();

    internal HttpClient Http { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TaskHubServer.StartAsync(
            new TaskHubServerOptions { Database = Path.Combine(_folder.FullName, "hub.db"), Listen = new(System.Net.IPAddress.Loopback, 0) }, Cancellation);
        string connection = $"Endpoint={_server.Address};TaskHub={Hub};Authentication=None";
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.ClearProviders();
        builder.Services.AddDurableTaskClient(client => client.UseDurableTaskScheduler(connection));
        builder.Services.AddDurableTaskWorker(worker =>
        {
            worker.UseDurableTaskScheduler(connection);
            worker.AddTasks(AddTasks);
        });
        _host = builder.Build();
        await _host.StartAsync(Cancellation);

        // A task hub comes into being with its first use.
        await Client.ScheduleNewOrchestrationInstanceAsync("Echo", "first", new StartOrchestrationOptions("echo-first"), Cancellation);
        await Client.WaitForInstanceCompletionAsync("echo-first", Cancellation);
        Dashboard = await DashboardServer.StartAsync(new DashboardHub(_server, new TaskHubSecurity()), new DashboardOptions(), Cancellation);
        Http = new HttpClient { BaseAddress = Dashboard.Address };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Dashboard.DisposeAsync();
        await _host!.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _server!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void AddTasks(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<string, string>("Echo", (_, input) => Task.FromResult(input));
        registry.AddOrchestratorFunc<object?, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("go"));
        registry.AddOrchestratorFunc<object?, string>("Fail", (context, _) => context.CallActivityAsync<string>("Refuse"));
        registry.AddOrchestratorFunc<string, string>(Hostile, async (context, input) =>
            await context.CallActivityAsync<string>("Repeat", input) + await context.CallSubOrchestratorAsync<string>("Echo", Hostile));
        registry.AddActivityFunc<string, string>("Repeat", (_, input) => input);
        registry.AddActivityFunc<object?, string>("Refuse", string (_, _) => throw new InvalidOperationException($"It cannot be done: {Hostile}"));
    }
}
