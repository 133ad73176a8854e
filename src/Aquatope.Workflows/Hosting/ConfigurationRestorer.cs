using Microsoft.Extensions.Hosting;

namespace Aquatope.Workflows;

/// <summary>Puts the configurations that were applied before a restart into force, before the lanes take work.</summary>
internal sealed class ConfigurationRestorer(ProductionConfiguration production) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => production.RestoreAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
