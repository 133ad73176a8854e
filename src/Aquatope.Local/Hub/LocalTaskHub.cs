using Aquatope.TaskHub;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Local;

/// <summary>The task hub inside the program's own process. It starts before the lanes and stops after them.</summary>
internal sealed partial class LocalTaskHub(
    LocalMachineOptions options, LocalMachine machine, TimeProvider timeProvider, ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger _logger = loggers.CreateLogger<LocalTaskHub>();
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
        LogListening(_server.Address, options.TaskHubFile, machine.Limits);
        if (machine.Shortfall.Length > 0)
        {
            LogShortfall(machine.Limits, machine.Shortfall);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Task hub on {Address}, database {Database}; workers limited by {Limits}.")]
    private partial void LogListening(Uri address, string database, string limits);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Limits by {Limits}: {Shortfall}.")]
    private partial void LogShortfall(string limits, string shortfall);
}
