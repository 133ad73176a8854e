using System.CommandLine;
using System.Net;
using Aquatope.TaskHub;
using Microsoft.Extensions.Logging;

namespace Aquatope.Cli;

/// <summary><c>aquatope hub</c>: serves the task hub alone, for workers and clients in other processes and languages.</summary>
internal static class HubCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<IPEndPoint> listen = EndPoints.Option("Where to listen.", new IPEndPoint(IPAddress.Loopback, 4001));
        var database = new Option<string>("--database")
        {
            Description = "The database file; made where it is missing.",
            DefaultValueFactory = _ => "taskhub.db",
        };
        var command = new Command("hub", "Serves the embedded task hub alone. Example: aquatope hub --listen 127.0.0.1:4001 --database hub.db")
        {
            listen,
            database,
        };
        command.SetAction((parsed, cancellationToken) =>
            ServeAsync(parsed.GetRequiredValue(listen), parsed.GetRequiredValue(database), cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(IPEndPoint listen, string database, CancellationToken cancellationToken)
    {
        using ILoggerFactory loggers = Logging.ToStandardError(LogLevel.Warning);
        await using TaskHubServer server = await TaskHubServer.StartAsync(
            new TaskHubServerOptions { Database = database, Listen = listen, LoggerFactory = loggers }, cancellationToken);
        await Console.Error.WriteLineAsync(
            $"Task hub on {server.Address}, database {database}. Connect with Endpoint={server.Address};TaskHub=default;Authentication=None. Ctrl-C stops it.");
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
        return 0;
    }
}
