namespace Aquatope.Tuning;

/// <summary>What an app on the Flex Consumption plan used.</summary>
/// <param name="OnDemandGBSeconds">Active time of on-demand instances times their memory, in GB-seconds.</param>
/// <param name="AlwaysReadyGBSeconds">Active time of always-ready instances times their memory.</param>
/// <param name="BaselineGBSeconds">The time for which always-ready instances were allocated times their memory.</param>
/// <param name="Executions">How many executions were completed.</param>
public sealed record FlexConsumptionUsage(double OnDemandGBSeconds, double AlwaysReadyGBSeconds, double BaselineGBSeconds, double Executions);
