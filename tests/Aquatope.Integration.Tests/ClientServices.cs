using System.Net;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Integration.Tests;

/// <summary>Clients of the API that this build uses, for the task hubs at one address.</summary>
internal sealed class ClientServices(IPEndPoint address) : IAsyncDisposable
{
    private readonly List<ServiceProvider> _providers = [];

    public static string ConnectionString(IPEndPoint address, string taskHub) =>
        $"Endpoint=http://{address};TaskHub={taskHub};Authentication=None";

    public DurableTaskClient Client(string taskHub)
    {
        ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddDurableTaskClient(taskHub, client => client.UseDurableTaskScheduler(ConnectionString(address, taskHub)))
            .BuildServiceProvider();
        _providers.Add(services);
        return services.GetRequiredService<IDurableTaskClientProvider>().GetClient(taskHub);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider services in _providers)
        {
            await services.DisposeAsync();
        }
    }
}
