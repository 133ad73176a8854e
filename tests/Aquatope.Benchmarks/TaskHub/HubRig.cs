using System.Net;
using Aquatope.TaskHub;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Benchmarks.TaskHub;

/// <summary>A hub on a database file, one worker and one client in this process, as on a laptop, speaking gRPC over loopback.</summary>
internal sealed class HubRig : IAsyncDisposable
{
    private readonly TaskHubServer _server;
    private readonly IHost _host;

    private HubRig(TaskHubServer server, IHost host)
    {
        _server = server;
        _host = host;
        Client = host.Services.GetRequiredService<DurableTaskClient>();
    }

    public DurableTaskClient Client { get; }

    public static async Task<HubRig> StartAsync(string database, BenchmarkSettings settings, Action<DurableTaskRegistry> tasks)
    {
        TaskHubServer server = await TaskHubServer.StartAsync(Options(database, settings), CancellationToken.None);
        string connection = $"Endpoint=http://127.0.0.1:{server.Address.Port};TaskHub=default;Authentication=None";
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddDurableTaskWorker(worker =>
        {
            worker.AddTasks(tasks);
            worker.UseDurableTaskScheduler(connection);
            worker.UseWorkItemFilters();
        });
        builder.Services.AddDurableTaskClient(client => client.UseDurableTaskScheduler(connection));
        IHost host = builder.Build();
        await host.StartAsync();
        return new HubRig(server, host);
    }

    public static TaskHubServerOptions Options(string database, BenchmarkSettings settings) => new()
    {
        Database = database,
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Durability = Enum.Parse<Durability>(settings.Text("durability", nameof(Durability.Normal)), ignoreCase: true),
    };

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task RunAsync(string orchestration, object? input)
    {
        string id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestration, input);
        OrchestrationMetadata ended = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"'{id}' ended as {ended.RuntimeStatus}: {ended.FailureDetails?.ErrorMessage}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _server.DisposeAsync();
    }
}
