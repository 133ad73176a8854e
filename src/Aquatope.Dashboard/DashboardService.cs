using Aquatope.Local;
using Aquatope.Workflows;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Dashboard;

/// <summary>Serves the dashboard as a part of a program: from when its task hub listens until before that stops.</summary>
public sealed class DashboardService : IHostedService
{
    private readonly DashboardOptions _options;
    private readonly DashboardProgram _program;
    private readonly LocalTaskHub _hub;
    private readonly LaneClients _clients;
    private DashboardServer? _server;

    internal DashboardService(DashboardOptions options, DashboardProgram program, LocalTaskHub hub, LaneClients clients)
    {
        _options = options;
        _program = program;
        _hub = hub;
        _clients = clients;
    }

    /// <summary>Gets the address with the token, for the eyes of whoever may change things.</summary>
    /// <exception cref="InvalidOperationException">The program has not started.</exception>
    public Uri AddressWithToken => (_server ?? throw new InvalidOperationException("The dashboard has not started; start the host first.")).AddressWithToken;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _server = await DashboardServer.StartAsync(new TaskHubs(_hub.Server.Inspector, _clients.Of), _program, _options, cancellationToken);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
