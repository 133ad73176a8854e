namespace Aquatope.Tuning;

/// <summary>Prices of Azure Functions' Flex Consumption plan.</summary>
/// <remarks>
/// Defaults are the list prices of East US. Memory is billed as configured (MiB / 1,024), for as long as at least one
/// execution is active on an instance; an always-ready instance has a baseline besides, active or not, and no free grant.
/// </remarks>
public sealed record FlexConsumptionPrices
{
    /// <summary>Gets the price of a GB-second of execution on demand. Default: 26 millionths.</summary>
    public double OnDemandPerGBSecond { get; init; } = 26e-6;

    /// <summary>Gets the price of a GB-second of execution on always-ready instances. Default: 16 millionths.</summary>
    public double AlwaysReadyPerGBSecond { get; init; } = 16e-6;

    /// <summary>Gets the price of a GB-second of an always-ready instance, active or not. Default: 4 millionths.</summary>
    public double BaselinePerGBSecond { get; init; } = 4e-6;

    /// <summary>Gets the price of an execution. Default: 0.40 per million.</summary>
    public double PerExecution { get; init; } = 0.40e-6;

    /// <summary>Returns a policy for pools of always-ready instances: their price, active or not, and what activity costs less on them, zero where it does not.</summary>
    /// <param name="policy">What cold starts are worth, and limits.</param>
    /// <param name="configuration">The resources of the instances, of which memory is billed.</param>
    /// <returns>The policy with these prices.</returns>
    public PoolPolicy OnAlwaysReady(PoolPolicy policy, ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(configuration);
        double gigabytes = configuration.MemoryMiB / 1024.0;
        return policy with
        {
            PricePerIdleSecond = gigabytes * BaselinePerGBSecond,
            SavingPerActiveSecond = gigabytes * Math.Max(0, OnDemandPerGBSecond - AlwaysReadyPerGBSecond),
        };
    }

    /// <summary>Returns what usage costs, without any free grant.</summary>
    /// <param name="usage">The usage.</param>
    /// <returns>The cost.</returns>
    public double CostOf(FlexConsumptionUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return (OnDemandPerGBSecond * usage.OnDemandGBSeconds)
            + (AlwaysReadyPerGBSecond * usage.AlwaysReadyGBSeconds)
            + (BaselinePerGBSecond * usage.BaselineGBSeconds)
            + (PerExecution * usage.Executions);
    }
}
