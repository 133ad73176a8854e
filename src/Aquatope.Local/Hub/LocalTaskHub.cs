using Aquatope.TaskHub;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Local;

/// <summary>The task hub inside the program's own process. It starts before the lanes and stops after them.</summary>
internal sealed partial class LocalTaskHub(
    LocalMachineOptions options, LocalMachine machine, TimeProvider timeProvider, ILoggerFactory loggers) : BackgroundService
{
    private readonly ILogger _logger = loggers.CreateLogger<LocalTaskHub>();
    private TaskHubServer? _server;

    /// <summary>Gets the running hub.</summary>
    /// <exception cref="InvalidOperationException">It has not started.</exception>
    public TaskHubServer Server => _server ?? throw new InvalidOperationException("The task hub has not started; hosted services start in the order in which they were added.");

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
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

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Without its database the program can do nothing: what fails here stops the host.
        await _server!.Stopped.WaitAsync(stoppingToken);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Task hub on {Address}, database {Database}; workers limited by {Limits}.")]
    private partial void LogListening(Uri address, string database, string limits);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Limits by {Limits}: {Shortfall}.")]
    private partial void LogShortfall(string limits, string shortfall);
}
