namespace Aquatope.Simulation;

/// <summary>Billing as Azure Functions Flex Consumption does, in dollars of the list price of East US; without the free grant, which a subscription has but once.</summary>
/// <remarks>
/// On-demand instances cost their metered activity; always-ready ones (those of the warm target) a base price for all the time, and a lower one
/// for metered activity. The functions need a <see cref="FunctionOptions.Meter"/>. A gigabyte is 1,024 MiB of the size, whatever is used of it.
/// </remarks>
public sealed record FlexBilling : IBilling
{
    /// <summary>Gets the price of on-demand activity for one gigabyte second. Default: 0.000026.</summary>
    public double OnDemandPerGigabyteSecond { get; init; } = 0.000026;

    /// <summary>Gets the base price of an always-ready instance for one gigabyte second. Default: 0.000004.</summary>
    public double AlwaysReadyPerGigabyteSecond { get; init; } = 0.000004;

    /// <summary>Gets the price of activity of an always-ready instance for one gigabyte second. Default: 0.000016.</summary>
    public double AlwaysReadyActivityPerGigabyteSecond { get; init; } = 0.000016;

    /// <summary>Gets the price of an execution. Default: 0.0000004.</summary>
    public double PerExecution { get; init; } = 0.40e-6;

    /// <inheritdoc/>
    public CostSplit CostOf(FunctionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var sum = default(CostSplit);
        foreach (ProvisionedTime time in result.Provisioned)
        {
            double gigabytes = time.Configuration.MemoryMiB / 1024.0;
            double activity = (time.MeteredOnDemand.TotalSeconds * OnDemandPerGigabyteSecond)
                + (time.MeteredAlwaysReady.TotalSeconds * AlwaysReadyActivityPerGigabyteSecond);
            sum += new CostSplit(
                (gigabytes * activity) + (time.Executions * PerExecution),
                gigabytes * time.AlwaysReady.TotalSeconds * AlwaysReadyPerGigabyteSecond);
        }

        return sum;
    }
}
