using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>Runs the pre-warmer at the beginning of each interval.</summary>
internal sealed partial class PreWarmerTimer(
    AquatopeApplication application, PreWarmer preWarmer, TimeProvider timeProvider, ILogger<PreWarmerTimer> logger) : BackgroundService
{
    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Not with the first round: pools decide by what they know from the first call on.
        if (application.PreWarmer.Enabled)
        {
            await RestoreAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (application.PreWarmer.Enabled)
        {
            await preWarmer.SaveAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!application.PreWarmer.Enabled)
        {
            return;
        }

        TimeSpan interval = application.PreWarmer.Interval;
        while (true)
        {
            // Intervals begin at multiples of their width: what is forecast is the one that begins now.
            await Task.Delay(interval - TimeSpan.FromTicks(timeProvider.GetUtcNow().UtcTicks % interval.Ticks), timeProvider, stoppingToken);
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

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await preWarmer.RestoreAsync(cancellationToken);
        }
#pragma warning disable CA1031 // A store that cannot be reached now may be soon; the program must start without it.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotRestored(exception);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A round of the pre-warmer failed; the pools stay as they are until the next.")]
    private partial void LogRoundFailed(Exception exception);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "What the pre-warmer knew before could not be read; the first round tries again.")]
    private partial void LogNotRestored(Exception exception);
}
