using Microsoft.Extensions.Hosting;

namespace Aquatope.Workflows;

/// <summary>Makes the worker's stage when the program starts: a worker that is kept warm must not do so at its first call.</summary>
internal sealed class StageStarter(TriggeredWorker worker, TriggeredTasks tasks, TaskSpans spans) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (worker.Stage is { } stage)
        {
            _ = tasks.StageOf(stage);
            spans.Ready();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
