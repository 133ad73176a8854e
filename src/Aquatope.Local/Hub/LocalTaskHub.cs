using Aquatope.TaskHub;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Local;

/// <summary>The task hub inside the program's own process. It starts before the lanes and stops after them.</summary>
internal sealed class LocalTaskHub(LocalMachineOptions options, TimeProvider timeProvider, ILoggerFactory loggers) : IHostedService
{
    private TaskHubServer? _server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataDirectory);
        _server = await TaskHubServer.StartAsync(
            new TaskHubServerOptions
            {
                Database = options.TaskHubFile,
                Listen = options.Listen,
                TimeProvider = timeProvider,
                LoggerFactory = loggers,
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
