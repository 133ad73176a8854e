using Aquatope.Forecasting;

namespace Aquatope.Tuning.Tests;

public sealed class AlwaysReadyThresholdTests
{
    private static readonly FlexConsumptionPrices Prices = new();

    [Fact]
    public void CostOf_TheDocumentedExample_IsItsBill()
    {
        // Microsoft's example: ten instances of 2 GB, busy for an hour, 40 executions a second.
        var usage = new FlexConsumptionUsage(OnDemandGBSeconds: 10 * 2 * 3600, AlwaysReadyGBSeconds: 0, BaselineGBSeconds: 0, Executions: 40 * 3600);

        Assert.Equal(1.872 + 0.0576, Prices.CostOf(usage), 1e-12);
    }

    [Fact]
    public void CostOf_OneIdleAlwaysReadyInstanceForAMonth_IsItsBaseline() =>
        Assert.Equal(21.02, Prices.CostOf(new FlexConsumptionUsage(0, 0, 2 * 730 * 3600, 0)), 0.005);

    [Fact]
    public void ActiveShare_ListPrices_IsFortyPercent() => Assert.Equal(0.40, AlwaysReadyThreshold.ActiveShare(Prices), 1e-12);

    [Theory]
    [InlineData(0.39)]
    [InlineData(0.41)]
    public void ActiveShare_AnyInstance_SaysWhichBillIsLower(double active)
    {
        const double Hour = 2 * 3600;
        double onDemand = Prices.CostOf(new FlexConsumptionUsage(active * Hour, 0, 0, 0));
        double alwaysReady = Prices.CostOf(new FlexConsumptionUsage(0, active * Hour, Hour, 0));

        Assert.Equal(active > AlwaysReadyThreshold.ActiveShare(Prices), alwaysReady < onDemand);
    }

    [Fact]
    public void ActiveShare_ColdStartsHaveAPrice_Falls()
    {
        Assert.Equal(0.30, AlwaysReadyThreshold.ActiveShare(Prices, coldStartPrice: 1e-6), 1e-12);
        Assert.Equal(0, AlwaysReadyThreshold.ActiveShare(Prices, coldStartPrice: 4e-6));
    }

    [Fact]
    public void ActiveShare_ExecutionNoCheaper_IsNeverReached() =>
        Assert.Equal(double.PositiveInfinity, AlwaysReadyThreshold.ActiveShare(Prices with { AlwaysReadyPerGBSecond = 26e-6 }));

    [Fact]
    public void Instances_OfABelief_AreTheCheapest()
    {
        // Active instances 0 to 9, each as likely.
        var active = new EmpiricalDistribution(Enumerable.Range(0, 10).Select(n => (double)n));
        double Cost(int ready) => Enumerable.Range(0, 10).Sum(n => Prices.CostOf(new FlexConsumptionUsage(Math.Max(0, n - ready), Math.Min(n, ready), ready, 0)));
        double share = AlwaysReadyThreshold.ActiveShare(Prices with { BaselinePerGBSecond = 3.7e-6 });

        Assert.Equal(Enumerable.Range(0, 12).MinBy(Cost), AlwaysReadyThreshold.Instances(active, AlwaysReadyThreshold.ActiveShare(Prices)));
        Assert.Equal(6, AlwaysReadyThreshold.Instances(active, share));
    }

    [Fact]
    public void Instances_NeverWorthIt_AreNone() =>
        Assert.Equal(0, AlwaysReadyThreshold.Instances(new EmpiricalDistribution([50]), double.PositiveInfinity));
}
