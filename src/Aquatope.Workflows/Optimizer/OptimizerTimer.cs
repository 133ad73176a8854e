using Aquatope.Tuning;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>Starts a tuning cycle of each workflow that has an objective, as often as the options say and when a stage has changed.</summary>
internal sealed partial class OptimizerTimer(
    AquatopeApplication application,
    Optimizer optimizer,
    ChangeMonitor changes,
    IStageReportSource reports,
    OptimizerPause pause,
    TimeProvider timeProvider,
    ILogger<OptimizerTimer> logger) : BackgroundService
{
    private static readonly TimeSpan LongestCheckInterval = TimeSpan.FromMinutes(1);

    /// <summary>Starts the cycles that are due: called by this timer, or by a trigger.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StartDueAsync(CancellationToken cancellationToken)
    {
        foreach (WorkflowRegistration workflow in application.Workflows.Values.Where(workflow => workflow.Objective is not null))
        {
            await StartIfDueAsync(workflow.Name, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (application.Optimizer.Every == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        TimeSpan interval = application.Optimizer.Every < LongestCheckInterval ? application.Optimizer.Every : LongestCheckInterval;
        using var timer = new PeriodicTimer(interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await StartDueAsync(stoppingToken);
        }
    }

    private async Task StartIfDueAsync(string workflow, CancellationToken cancellationToken)
    {
        try
        {
            ChangeWatch watch = await changes.ObserveAsync(workflow, cancellationToken);
            IReadOnlyList<OptimizerDecision> decisions = await optimizer.DecisionsAsync(workflow, cancellationToken);
            bool due = decisions.Count == 0
                ? await HasRunEnoughAsync(workflow, cancellationToken)
                : watch.Epoch > decisions[^1].Epoch || timeProvider.GetUtcNow() - decisions[^1].EndedAt >= application.Optimizer.Every;
            if (due && !await pause.IsOnAsync(workflow, cancellationToken))
            {
                string cycle = await optimizer.StartAsync(workflow, cancellationToken);
                LogStarted(workflow, cycle);
            }
        }
#pragma warning disable CA1031 // The next tick tries again; the timer must not end because a hub was out of reach once.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotStarted(workflow, exception);
        }
    }

    private async Task<bool> HasRunEnoughAsync(string workflow, CancellationToken cancellationToken)
    {
        int seen = 0;
        var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production };
        await foreach (WorkflowReport _ in reports.ReadWorkflowsAsync(query, cancellationToken))
        {
            if (++seen >= application.Optimizer.MinimumProductionExecutions)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Tuning cycle '{Cycle}' of workflow '{Workflow}' is running.")]
    private partial void LogStarted(string workflow, string cycle);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "No tuning cycle of workflow '{Workflow}' could be started; the next tick tries again.")]
    private partial void LogNotStarted(string workflow, Exception exception);
}
