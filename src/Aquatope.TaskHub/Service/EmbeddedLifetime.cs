using Microsoft.Extensions.Hosting;

namespace Aquatope.TaskHub.Service;

/// <summary>The lifetime of a web host inside another program: it starts and stops when it is told to.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
