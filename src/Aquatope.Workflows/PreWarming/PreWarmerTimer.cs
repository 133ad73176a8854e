using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>Runs the pre-warmer once in each interval.</summary>
internal sealed partial class PreWarmerTimer(
    AquatopeApplication application, PreWarmer preWarmer, TimeProvider timeProvider, ILogger<PreWarmerTimer> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!application.PreWarmer.Enabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(application.PreWarmer.Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await preWarmer.RunOnceAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The pools stay as they are and the next round tries again; one bad round must not end the pre-warming.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogRoundFailed(exception);
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A round of the pre-warmer failed; the pools stay as they are until the next.")]
    private partial void LogRoundFailed(Exception exception);
}
