using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Forecasts each stage's demand in the production lane and sets how many workers its pool keeps warm.</summary>
/// <remarks>One round at a time: it is called by a timer, here or on Azure.</remarks>
internal sealed class PreWarmer(
    AquatopeApplication application,
    IForecaster forecaster,
    IStageReportSource reports,
    IWorkerPools pools,
    TimeProvider timeProvider)
{
    private readonly Dictionary<string, StageDemand> _stages = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _since = timeProvider.GetUtcNow();
    private DateTimeOffset _readUntil = timeProvider.GetUtcNow();

    /// <summary>Does one round.</summary>
    /// <param name="cancellationToken">Stops the round.</param>
    /// <returns>The number of warm workers decided for each stage that has been called.</returns>
    public async Task<IReadOnlyDictionary<string, PoolDecision>> RunOnceAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        await ObserveAsync(now, cancellationToken);
        var decisions = new SortedDictionary<string, PoolDecision>(StringComparer.Ordinal);
        foreach (PoolState pool in await pools.GetAsync(Lane.Production, cancellationToken))
        {
            if (_stages.TryGetValue(pool.Stage, out StageDemand? stage)
                && stage.Forecast(forecaster, (_since, _readUntil), now, pool.Configuration.Concurrency) is { } demand)
            {
                PoolDecision decision = WarmPoolSizer.Decide(demand, PolicyOf(pool.Configuration), stage.Sizer);
                stage.Sizer = decision.State;
                decisions[pool.Stage] = decision;
                PreWarmerMetrics.Decided(pool.Stage, decision);
                await pools.SetWarmTargetAsync(Lane.Production, pool.Stage, decision.Target, cancellationToken);
            }
        }

        return decisions;
    }

    private async Task ObserveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What ended later may not have arrived yet, and would never be seen if it were read past.
        DateTimeOffset complete = now - reports.IngestionDelay;
        if (complete <= _readUntil)
        {
            return;
        }

        foreach (string workflow in application.Workflows.Keys.Order(StringComparer.Ordinal))
        {
            var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production, From = _readUntil, To = complete };
            await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
            {
                if (!_stages.TryGetValue(report.Stage, out StageDemand? stage))
                {
                    _stages[report.Stage] = stage = new StageDemand(application.PreWarmer);
                }

                stage.Observe(report);
            }
        }

        _readUntil = complete;
    }

    private PoolPolicy PolicyOf(ResourceConfiguration configuration) => new()
    {
        PricePerColdStart = application.PreWarmer.PricePerColdStart,
        PricePerIdleSecond = application.Prices.PerSecond(configuration),
        Ceiling = application.PreWarmer.Ceiling,
    };
}
