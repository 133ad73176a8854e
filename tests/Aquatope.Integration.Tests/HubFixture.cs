using System.Net;
using Aquatope.TaskHub;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Integration.Tests;

/// <summary>A task hub on a database file, with workers and clients of the API that this build uses.</summary>
internal sealed class HubFixture : IAsyncDisposable
{
    private readonly TaskHubServer _server;
    private readonly ClientServices _clients;

    private HubFixture(TaskHubServer server)
    {
        _server = server;
        _clients = new ClientServices(Address);
    }

    public IPEndPoint Address => new(IPAddress.Loopback, _server.Address.Port);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HubFixture> StartAsync(string database, IPEndPoint? listen = null) => new(await TaskHubServer.StartAsync(
        new TaskHubServerOptions { Database = database, Listen = listen ?? new IPEndPoint(IPAddress.Loopback, 0) }, Cancellation));

    public DurableTaskClient Client(string taskHub = "default") => _clients.Client(taskHub);

    /// <summary>Starts a worker that takes only what it has registered.</summary>
    public async Task<IHost> WorkAsync(Action<DurableTaskRegistry> tasks, string taskHub = "default")
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddDurableTaskWorker(taskHub, worker =>
        {
            worker.AddTasks(tasks);
            worker.UseDurableTaskScheduler(ClientServices.ConnectionString(Address, taskHub));
            worker.UseWorkItemFilters();
        });
        IHost host = builder.Build();
        await host.StartAsync(Cancellation);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _clients.DisposeAsync();
        await _server.DisposeAsync();
    }
}
