using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Forecasts each stage's demand in the production lane and sets how many workers its pool keeps warm.</summary>
/// <remarks>One round at a time: it is called by a timer, here or on Azure.</remarks>
internal sealed class PreWarmer(
    AquatopeApplication application,
    ColdStartPrices prices,
    StageForecasters forecasters,
    StageDemands demands,
    WarmTargets targets,
    CascadeWarmer cascade,
    ForecastLog log,
    TimeProvider timeProvider)
{
    private DateTimeOffset? _watchedAt;

    /// <summary>Goes on from what was known before a restart; the first round does so otherwise.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task RestoreAsync(CancellationToken cancellationToken) => demands.RestoreAsync(cancellationToken);

    /// <summary>Stores what is known of demand and idle times, so that the next start goes on from there.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await demands.SaveAsync(cancellationToken);
        await log.SaveAsync(atOnce: true, cancellationToken);
    }

    /// <summary>Does one round.</summary>
    /// <param name="cancellationToken">Stops the round.</param>
    /// <returns>The number of warm workers decided for each stage that has been called.</returns>
    public async Task<IReadOnlyDictionary<string, PoolDecision>> RunOnceAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset through = await demands.ObserveAsync(cancellationToken);
        DateTimeOffset now = timeProvider.GetUtcNow();
        IReadOnlyList<PoolState> pools = await targets.PoolsAsync(cancellationToken);
        Watch(pools, now);
        var expected = new List<(PoolState Pool, StageDemand Stage, PoolDemand Demand)>();
        foreach (PoolState pool in pools)
        {
            if (demands.TryFind(pool.Stage, out StageDemand? stage)
                && await stage.ExpectAsync((counts, horizon) => ForecastAsync(pool.Stage, counts, horizon, cancellationToken), through, now) is { } demand)
            {
                expected.Add((pool, stage, OnPool(demand, pool)));
            }
        }

        IReadOnlyDictionary<string, PoolDecision> decisions = await DecideAsync(expected, cancellationToken);
        await cascade.DecideAgainAsync(pools, cancellationToken);
        await log.SaveAsync(atOnce: false, cancellationToken);
        return decisions;
    }

    // What no round saw is not known; where only always-ready instances cost anything while they are idle, no others count.
    private void Watch(IReadOnlyList<PoolState> pools, DateTimeOffset now)
    {
        foreach (PoolState pool in pools)
        {
            if (demands.TryFind(pool.Stage, out StageDemand? stage))
            {
                int kept = pool.Starting + pool.Idle;
                stage.Watch(now - _watchedAt, pool.Configuration.Concurrency * (application.PreWarmer.AlwaysReady is null ? kept : Math.Min(kept, pool.WarmTarget)));
            }
        }

        _watchedAt = now;
    }

    private async Task<Forecast> ForecastAsync(string stage, CountSeries counts, int horizon, CancellationToken cancellationToken)
    {
        Forecast forecast = await forecasters.ForecastAsync(stage, counts, horizon, cancellationToken);
        log.Forecasted(stage, counts, forecast);
        return forecast;
    }

    // Where workers serve several calls at the same time, the busy ones do not say how many are in flight.
    private static PoolDemand OnPool(PoolDemand demand, PoolState pool) => demand with
    {
        WorkerConcurrency = pool.Configuration.Concurrency,
        Present = pool.Starting + pool.Idle + pool.Busy,
        InFlight = pool.Configuration.Concurrency == 1 ? pool.Busy + pool.Backlog : null,
    };

    private async Task<IReadOnlyDictionary<string, PoolDecision>> DecideAsync(
        List<(PoolState Pool, StageDemand Stage, PoolDemand Demand)> expected, CancellationToken cancellationToken)
    {
        IReadOnlyList<PoolDecision> decided = PoolBudget.Decide(
            [.. expected.Select(item => new PoolRequest(item.Demand, prices.PolicyOf(item.Pool.Stage, item.Pool.Configuration), item.Stage.Sizer))],
            application.PreWarmer.BudgetPerHour is { } budget ? budget / 3600 : double.PositiveInfinity);
        var decisions = new SortedDictionary<string, PoolDecision>(StringComparer.Ordinal);
        foreach (((PoolState pool, StageDemand stage, _), PoolDecision decision) in expected.Zip(decided))
        {
            stage.Sizer = decision.State;
            decisions[pool.Stage] = decision;
            log.Decided(pool.Stage, decision);
            await targets.ForecastAsync(pool, decision.Target, cancellationToken);
        }

        return decisions;
    }
}
