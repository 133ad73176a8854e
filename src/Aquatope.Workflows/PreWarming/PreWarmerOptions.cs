using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>How the pre-warmer works.</summary>
public sealed record PreWarmerOptions
{
    /// <summary>Gets a value indicating whether workers are warmed before they are needed. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Gets the interval for which demand is forecast, and how often pools are set. Default: ten seconds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets how many intervals of history are kept, in memory and in the state store, and the forecast sees. Default: 20,160, two weeks of minutes.</summary>
    public int HistoryIntervals { get; init; } = 20_160;

    /// <summary>
    /// Gets the forecasting methods that compete for each stage, those preferred at equal scores first; see
    /// <see cref="Forecasting.ForecastingMethods.Names"/>. The baseline, gamma-poisson, always competes: it forecasts until a
    /// method has beaten it on the latest intervals, and where the one in force cannot. Default: hbnn.
    /// </summary>
    public ImmutableArray<string> Forecasters { get; init; } = ["hbnn"];

    /// <summary>
    /// Gets how often the methods compete, besides when the one in force has become wrong. Default: one day.
    /// <see cref="Timeout.InfiniteTimeSpan"/>: never.
    /// </summary>
    public TimeSpan TrainEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Gets how many intervals of history a stage must have before methods compete for the first time; at least 10. Default: 1,440.</summary>
    public int MinimumTrainingIntervals { get; init; } = 1440;

    /// <summary>Gets the seed of every random draw of the training. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Gets what it is worth to avoid one cold start, in the price list's currency; where the price follows the objective, until
    /// executions have been seen. Default: 0.005, ten seconds of ten idle vCPU.
    /// </summary>
    public double PricePerColdStart { get; init; } = 0.005;

    /// <summary>
    /// Gets a value indicating whether the price of a cold start follows the objective, where a workflow has one: it falls while
    /// fewer executions are late than the objective allows, and rises with those that are late after a cold start. False: it
    /// stays as it is. Default: true.
    /// </summary>
    public bool PriceFollowsObjective { get; init; } = true;

    /// <summary>
    /// Gets the prices of the Flex Consumption plan, in the price list's currency, where workers kept warm are always-ready instances
    /// of it. Null: a worker costs what the price list says, idle or busy. Default: null.
    /// </summary>
    public FlexConsumptionPrices? AlwaysReady { get; init; }

    /// <summary>Gets the start-up time that is assumed until a cold start has been seen. Default: 250 milliseconds.</summary>
    public TimeSpan AssumedStartUp { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets how many workers of one pool may be kept warm. Default: 16.</summary>
    public int Ceiling { get; init; } = 16;

    /// <summary>
    /// Gets what the workers that forecasts keep warm may cost in an hour, all stages together, if none of them gets any work; in
    /// the price list's currency, positive. Workers for executions under way are not part of it. Null: no bound. Default: null.
    /// </summary>
    public double? BudgetPerHour { get; init; }

    /// <summary>
    /// Gets a value indicating whether the start of a workflow warms its later stages just before they are needed, from the graph
    /// and the times learned from its executions. Default: true.
    /// </summary>
    public bool Cascades { get; init; } = true;

    /// <summary>Returns prices and limits of a pool, while the price of a cold start has not changed.</summary>
    /// <param name="configuration">The resources of its workers.</param>
    /// <param name="prices">What resources cost.</param>
    internal PoolPolicy PolicyOf(ResourceConfiguration configuration, PriceList prices)
    {
        var policy = new PoolPolicy { PricePerColdStart = PricePerColdStart, PricePerIdleSecond = prices.PerSecond(configuration), Ceiling = Ceiling };
        return AlwaysReady?.OnAlwaysReady(policy, configuration) ?? policy;
    }
}
