using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>Has the forecasting methods of each stage compete, as often as the options say and when the one in force has become wrong.</summary>
internal sealed partial class ForecasterTimer(
    AquatopeApplication application, ForecasterSchedule schedule, LaneClients clients, TimeProvider timeProvider, ILogger<ForecasterTimer> logger) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(1);

    private bool IsOn =>
        application.PreWarmer is { Enabled: true, Forecasters.IsEmpty: false } && application.PreWarmer.TrainEvery != Timeout.InfiniteTimeSpan;

    /// <summary>Starts the trainings that are due: called by this timer, or by a trigger.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StartDueAsync(CancellationToken cancellationToken)
    {
        foreach (string stage in application.Stages.Keys.Where(_ => IsOn).Order(StringComparer.Ordinal))
        {
            await StartIfDueAsync(stage, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn)
        {
            return;
        }

        using var timer = new PeriodicTimer(CheckInterval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await StartDueAsync(stoppingToken);
        }
    }

    private async Task StartIfDueAsync(string stage, CancellationToken cancellationToken)
    {
        try
        {
            if (await schedule.DueAsync(stage, cancellationToken) is not { } request)
            {
                return;
            }

            string instance = string.Create(CultureInfo.InvariantCulture, $"forecaster-{stage}-{request.Training:D6}");
            DurableTaskClient client = clients.Of(Lane.Control);
            if (await client.GetInstanceAsync(instance, getInputsAndOutputs: false, cancellationToken) is not { IsRunning: true })
            {
                await client.ScheduleNewOrchestrationInstanceAsync(ForecasterOrchestrator.Name, request, new StartOrchestrationOptions(instance), cancellationToken);
                LogStarted(stage, request.Why);
            }
        }
#pragma warning disable CA1031 // The next tick tries again; the timer must not end because a hub was out of reach once.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotStarted(stage, exception);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The forecasting methods of stage '{Stage}' compete: {Why}.")]
    private partial void LogStarted(string stage, string why);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The forecasting methods of stage '{Stage}' could not be started; the next tick tries again.")]
    private partial void LogNotStarted(string stage, Exception exception);
}
