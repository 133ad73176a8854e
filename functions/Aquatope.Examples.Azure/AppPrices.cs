using Aquatope.Azure;
using Aquatope.Tuning;
using Microsoft.Extensions.Configuration;

namespace Aquatope.Examples.Azure;

/// <summary>What stages cost on the plan of their apps.</summary>
/// <param name="Tuning">The prices that the optimizer reckons with.</param>
/// <param name="AlwaysReady">The prices where warm workers are always-ready instances; null where they are billed like others.</param>
/// <param name="Billing">How executions are billed.</param>
internal sealed record AppPrices(PriceList Tuning, FlexConsumptionPrices? AlwaysReady, IExecutionBilling Billing)
{
    private const string Setting = "AQUATOPE_PRICES";

    /// <summary>Reads the prices of the control app; null in another app, which has none.</summary>
    /// <exception cref="SettingException">They are not those of the plan.</exception>
    /// <exception cref="PriceFileException">They are no prices.</exception>
    public static AppPrices? Read(IConfiguration settings, bool onContainers)
    {
        if (settings[Setting] is not { } text)
        {
            return null;
        }

        var prices = AzurePrices.Parse(text, Setting);
        return onContainers
            ? OfContainerApps(prices)
            : new AppPrices(prices.OfFlexConsumption(), prices.FlexConsumption, new FlexConsumptionBilling(prices));
    }

    private static AppPrices OfContainerApps(AzurePrices prices)
    {
        PriceList list = prices.OfContainerApps() ?? throw new SettingException(
            Setting, "states no prices of Container Apps: add \"containerApps\": {\"perVcpuSecond\": …, \"perGiBSecond\": …, \"perExecution\": 0}.");
        return new AppPrices(list, AlwaysReady: null, new AllocatedTimeBilling(list));
    }
}
