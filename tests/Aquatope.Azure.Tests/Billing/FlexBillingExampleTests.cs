using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

/// <summary>The worked examples of the documentation of the Flex Consumption plan, metered second by second, to the cent.</summary>
public sealed class FlexBillingExampleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly FlexConsumptionPrices Prices = new();

    [Fact]
    public void CostOf_TenInstancesBusyForAnHour_IsTheDocumentedCost()
    {
        // Four executions at a time on each instance, one second each: one follows upon the other without a gap.
        var meters = Enumerable.Range(0, 10).Select(_ => BusyForAnHour(concurrency: 4)).ToList();
        var usage = new FlexConsumptionUsage(
            meters.Sum(meter => meter.ActiveTime.TotalSeconds) * 2, AlwaysReadyGBSeconds: 0, BaselineGBSeconds: 0, meters.Sum(meter => meter.Executions));

        Assert.Equal((72_000, 144_000), (usage.OnDemandGBSeconds, usage.Executions));
        Assert.Equal(1.872, usage.OnDemandGBSeconds * Prices.OnDemandPerGBSecond, 9);
        Assert.Equal(0.0576, usage.Executions * Prices.PerExecution, 9);
        Assert.Equal(1.9296, Prices.CostOf(usage), 9);
    }

    [Fact]
    public void CostOf_OneIdleAlwaysReadyInstanceForAMonth_IsTheBaseline()
    {
        const double Month = 730 * 3600;

        Assert.Equal(21.02, Prices.CostOf(new FlexConsumptionUsage(0, 0, 2 * Month, 0)), 2);
    }

    [Theory]
    [InlineData(0.39, 1)]
    [InlineData(0.40, 0)]
    [InlineData(0.41, -1)]
    public void CostOf_AlwaysReadyAgainstOnDemand_IsEqualAtFortyPercentActive(double active, int expectedSign)
    {
        double onDemand = Prices.CostOf(new FlexConsumptionUsage(active * 1000, 0, 0, 0));
        double alwaysReady = Prices.CostOf(new FlexConsumptionUsage(0, active * 1000, 1000, 0));

        Assert.Equal(expectedSign, Math.Sign(Math.Round(alwaysReady - onDemand, 9)));
    }

    [Fact]
    public void Of_OrchestrationOfThreeActivities_IsSevenActions() => Assert.Equal(7, SchedulerActions.Of(3));

    private static FlexMeter BusyForAnHour(int concurrency)
    {
        var meter = new FlexMeter(new FlexConsumptionRounding());
        for (int second = 0; second < 3600; second++)
        {
            DateTimeOffset now = Noon.AddSeconds(second);
            for (int n = 0; n < concurrency; n++)
            {
                meter.Begin(now);
                if (second > 0)
                {
                    meter.End(now);
                }
            }

            if (second % 5 == 0)
            {
                meter.Publish(now);
            }
        }

        for (int n = 0; n < concurrency; n++)
        {
            meter.End(Noon.AddHours(1));
        }

        return meter;
    }
}
