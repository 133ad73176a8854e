using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>Bills executions by the rules of the Flex Consumption plan, at the price of on-demand instances.</summary>
/// <remarks>
/// Telemetry does not tell an always-ready instance from one on demand. What a configuration costs at the margin is the
/// price on demand; what always-ready instances save and cost is the pre-warmer's to weigh, and
/// the plan's unit metrics tell what was billed.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class FlexConsumptionBilling : IExecutionBilling
{
    private readonly FlexConsumptionPrices _prices;
    private readonly double _perCall;
    private readonly FlexConsumptionRounding _rounding;

    /// <summary>Initializes a new instance of the <see cref="FlexConsumptionBilling"/> class.</summary>
    /// <param name="prices">The prices; the Durable Task Scheduler's count by the actions of a stage call.</param>
    /// <param name="rounding">Minimum and granularity of the meter; the documented ones by default.</param>
    public FlexConsumptionBilling(AzurePrices prices, FlexConsumptionRounding? rounding = null)
    {
        ArgumentNullException.ThrowIfNull(prices);
        _prices = prices.FlexConsumption;
        _perCall = prices.FlexConsumption.PerExecution + prices.DurableTaskScheduler.CostOf(SchedulerActions.PerActivity);
        _rounding = rounding ?? new FlexConsumptionRounding();
    }

    /// <inheritdoc/>
    public double[] Bill(IReadOnlyList<WorkerExecution> executions)
    {
        ArgumentNullException.ThrowIfNull(executions);
        var costs = new double[executions.Count];
        var meter = new FlexMeter(_rounding);
        foreach ((Range range, DateTimeOffset start, DateTimeOffset end) in BusyIntervals.Of(executions))
        {
            TimeSpan before = meter.ActiveTime;
            meter.Begin(start);
            meter.End(end);
            double metered = (meter.ActiveTime - before).TotalSeconds;
            WorkerExecution[] members = [.. executions.Take(range)];
            double[] shares = BusyIntervals.Shares(members);
            double busy = shares.Sum();
            for (int i = 0; i < members.Length; i++)
            {
                double seconds = metered * (busy > 0 ? shares[i] / busy : 1.0 / members.Length);
                costs[range.Start.Value + i] =
                    (seconds * members[i].Configuration.MemoryMiB / 1024 * _prices.OnDemandPerGBSecond) + _perCall;
            }
        }

        return costs;
    }
}
