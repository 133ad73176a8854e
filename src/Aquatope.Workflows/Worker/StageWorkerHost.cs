using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Workflows;

/// <summary>
/// The host of a user's program in the stage-worker role: it makes one stage and runs what its pool sends. It takes the
/// place of the generic host, so that nothing else of the program starts: its start-up time is the cold start.
/// </summary>
internal sealed class StageWorkerHost(IServiceProvider services, StageRegistration stage) : IHost
{
    private readonly CancellationTokenSource _stopping = new();
    private PosixSignalRegistration? _interrupt;
    private Task _serving = Task.CompletedTask;

    /// <inheritdoc/>
    public IServiceProvider Services => services;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // Ctrl-C in a terminal reaches the whole process group. The pool decides when a worker ends.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);

        string path = Environment.GetEnvironmentVariable(WorkerEnvironment.Socket)!;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        var connection = new WorkerConnection(socket);
        long id = long.Parse(Environment.GetEnvironmentVariable(WorkerEnvironment.Id)!, CultureInfo.InvariantCulture);
        await connection.SendAsync(WorkerFrame.Hello, body => body.Write(id), cancellationToken);

        _serving = ServeAsync(connection);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        await _serving;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt?.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync(WorkerConnection connection)
    {
        try
        {
            using var executor = new StageExecutor(services, stage, connection);
            await executor.RunAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The program itself was asked to stop.
        }
        finally
        {
            connection.Dispose();
            services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }
    }
}
