using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Billing by vCPU seconds and GiB seconds of workers, and by executions.</summary>
/// <param name="prices">The prices.</param>
/// <param name="idleShare">What a worker that starts or waits costs, as a share of the price of a busy one; in [0, 1]. Default: 1.</param>
public sealed class ResourceBilling(PriceList prices, double idleShare = 1) : IBilling
{
    /// <inheritdoc/>
    public CostSplit CostOf(FunctionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var sum = default(CostSplit);
        foreach (ProvisionedTime time in result.Provisioned)
        {
            double perSecond = prices.PerSecond(time.Configuration);
            sum += new CostSplit(
                (time.Busy.TotalSeconds * perSecond) + (time.Executions * prices.PerExecution),
                (time.Starting + time.Idle).TotalSeconds * perSecond * idleShare);
        }

        return sum;
    }
}
