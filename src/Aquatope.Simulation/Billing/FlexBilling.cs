using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Billing as Azure Functions Flex Consumption does; without the free grant, which a subscription has but once.</summary>
/// <remarks>
/// On-demand instances cost their metered activity; always-ready ones (those of the warm target) a base price for all the time, and a lower one
/// for metered activity. The functions need a <see cref="FunctionOptions.Meter"/>. A gigabyte is 1,024 MiB of the size, whatever is used of it.
/// </remarks>
/// <param name="prices">The prices.</param>
public sealed class FlexBilling(FlexConsumptionPrices prices) : IBilling
{
    /// <inheritdoc/>
    public CostSplit CostOf(FunctionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var sum = default(CostSplit);
        foreach (ProvisionedTime time in result.Provisioned)
        {
            double gigabytes = time.Configuration.MemoryMiB / 1024.0;
            var executed = new FlexConsumptionUsage(gigabytes * time.MeteredOnDemand.TotalSeconds, gigabytes * time.MeteredAlwaysReady.TotalSeconds, 0, time.Executions);
            var ready = new FlexConsumptionUsage(0, 0, gigabytes * time.AlwaysReady.TotalSeconds, 0);
            sum += new CostSplit(prices.CostOf(executed), prices.CostOf(ready));
        }

        return sum;
    }
}
