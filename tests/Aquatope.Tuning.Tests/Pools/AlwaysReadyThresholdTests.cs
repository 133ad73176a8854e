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
    public void ActiveShare_ListPrices_IsFortyPercent() => Assert.Equal(0.40, ShareOf(coldStarts: 0), 1e-12);

    [Theory]
    [InlineData(0.39)]
    [InlineData(0.41)]
    public void ActiveShare_AnyInstance_SaysWhichBillIsLower(double active)
    {
        const double Hour = 2 * 3600;
        double onDemand = Prices.CostOf(new FlexConsumptionUsage(active * Hour, 0, 0, 0));
        double alwaysReady = Prices.CostOf(new FlexConsumptionUsage(0, active * Hour, Hour, 0));

        Assert.Equal(active > ShareOf(coldStarts: 0), alwaysReady < onDemand);
    }

    [Fact]
    public void ActiveShare_ColdStartsHaveAPrice_Falls()
    {
        Assert.Equal(0.30, ShareOf(coldStarts: 1e-6), 1e-12);
        Assert.Equal(0, ShareOf(coldStarts: 4e-6));
    }

    [Fact]
    public void ActiveShare_ActivityNoCheaper_IsNeverReached() =>
        Assert.Equal(double.PositiveInfinity, AlwaysReadyThreshold.ActiveShare(Prices.BaselinePerGBSecond, saving: 0, coldStarts: 0));

    [Fact]
    public void OnAlwaysReady_TwoGigabytes_ArePricedByTheirMemory()
    {
        PoolPolicy policy = Prices.OnAlwaysReady(new PoolPolicy { PricePerColdStart = 3, Ceiling = 7 }, new ResourceConfiguration(1, 2048, 4));

        Assert.Equal((3, 7), (policy.PricePerColdStart, policy.Ceiling));
        Assert.Equal(8e-6, policy.PricePerIdleSecond, 1e-12);
        Assert.Equal(20e-6, policy.SavingPerActiveSecond!.Value, 1e-12);
    }

    [Theory]
    [InlineData(600, 3)]
    [InlineData(20, 0.5)]
    [InlineData(60, 120)]
    public void Decide_ColdStartsWorthNothing_KeepsThoseActiveForFortyPercent(double calls, double serviceSeconds)
    {
        // The number in service is Poisson with the mean of Little's law.
        double mean = calls * serviceSeconds / 60;
        int expected = 0;
        double below = 0;
        double term = Math.Exp(-mean);
        while (1 - (below += term) > 0.4)
        {
            term *= mean / ++expected;
        }

        PoolDemand demand = Demand(calls, serviceSeconds);
        PoolPolicy flex = Flex(pricePerColdStart: 0) with { Ceiling = 300 };
        Assert.Equal(expected, WarmPoolSizer.Decide(demand, flex, PoolSizerState.Initial).Target);
        Assert.Equal(0, WarmPoolSizer.Decide(demand, flex with { SavingPerActiveSecond = null }, PoolSizerState.Initial).Target);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Decide_AnyPriceOfAColdStart_IsTheCheapestNumber(double serviceSeconds)
    {
        var calls = new EmpiricalDistribution([0.0, 3, 10, 40, 100, 250]);
        PoolDemand demand = Demand(0, serviceSeconds) with { Calls = [calls], Present = 100 };
        (double Active, double Missed)[] instances = [.. Enumerable.Range(0, 100).Select(n => (Active(calls, demand, n), 1 - WarmPoolSizer.CoverageOf(demand, calls, n)))];
        var chosen = new HashSet<int>();
        foreach (double price in new[] { 0, 1e-5, 1e-4, 1e-3, 1 })
        {
            double[] costs = [.. Enumerable.Range(0, 100).Select(ready => Cost(ready, instances, price))];
            int wanted = WarmPoolSizer.Decide(demand, Flex(price), PoolSizerState.Initial).Wanted;

            Assert.Equal(costs.Min(), costs[wanted], 1e-12);
            chosen.Add(wanted);
        }

        Assert.True(chosen.Count >= 3, "The prices make no difference here.");
    }

    [Fact]
    public void Decide_OneShortCallForSure_IsNotWorthABaselineThatCostsMoreThanItsColdStart()
    {
        // A minute of baseline costs 2.4e-4 for a GB, and the call's second on it saves 1e-5.
        PoolDemand demand = Demand(1, 1);
        PoolPolicy cheap = Flex(pricePerColdStart: 2.2e-4);

        Assert.Equal(0, WarmPoolSizer.Decide(demand, cheap, PoolSizerState.Initial).Target);
        Assert.Equal(1, WarmPoolSizer.Decide(demand, cheap with { SavingPerActiveSecond = null }, PoolSizerState.Initial).Target);
        Assert.Equal(1, WarmPoolSizer.Decide(demand, Flex(pricePerColdStart: 2.4e-4), PoolSizerState.Initial).Target);
    }

    [Fact]
    public void Decide_InstancesServeSeveralCalls_NeedsFewer()
    {
        PoolDemand demand = Demand(600, 3) with { WorkerConcurrency = 4 };
        int one = WarmPoolSizer.Decide(Demand(600, 3), Flex(0), PoolSizerState.Initial).Target;

        Assert.Equal((one + 3) / 4, WarmPoolSizer.Decide(demand, Flex(0), PoolSizerState.Initial).Target);
    }

    [Fact]
    public void Decide_SavingThatIsNoPrice_IsRefused() => Assert.Throws<ArgumentException>(
        () => WarmPoolSizer.Decide(Demand(1, 1), Flex(1) with { SavingPerActiveSecond = double.NaN }, PoolSizerState.Initial));

    [Fact]
    public void Decide_BudgetForFewInstances_GoesToTheStageThatIsActiveMost()
    {
        var rare = new PoolRequest(Demand(30, 2), Flex(0), PoolSizerState.Initial);
        var busy = new PoolRequest(Demand(600, 3), Flex(0), PoolSizerState.Initial);

        Assert.Equal([0, 4], PoolBudget.Decide([rare, busy], 4.5 * Prices.BaselinePerGBSecond).Select(decision => decision.Target));
    }

    private static double ShareOf(double coldStarts) => AlwaysReadyThreshold.ActiveShare(
        Prices.BaselinePerGBSecond, Prices.OnDemandPerGBSecond - Prices.AlwaysReadyPerGBSecond, coldStarts);

    private static PoolPolicy Flex(double pricePerColdStart) =>
        Prices.OnAlwaysReady(new PoolPolicy { PricePerColdStart = pricePerColdStart }, new ResourceConfiguration(0.5, 1024, 1));

    private static PoolDemand Demand(double calls, double serviceSeconds) => new()
    {
        Calls = [new EmpiricalDistribution([calls])],
        Interval = TimeSpan.FromMinutes(1),
        ServiceTime = TimeSpan.FromSeconds(serviceSeconds),
    };

    // The seconds of a minute in which more than so many calls are in service, over the counts that the sizer looks at.
    private static double Active(EmpiricalDistribution calls, PoolDemand demand, int workers) => demand.Interval.TotalSeconds
        * Enumerable.Range(0, 40).Average(i => 1 - Poisson(calls.Quantile((i + 0.5) / 40) * (demand.ServiceTime / demand.Interval), workers));

    // What a minute costs with so many always-ready instances of 1 GB: the bill, and a cold start of each level of load beyond them that is reached.
    private static double Cost(int ready, (double Active, double Missed)[] instances, double pricePerColdStart)
    {
        double alwaysReady = instances.Take(ready).Sum(instance => instance.Active);
        double onDemand = instances.Skip(ready).Sum(instance => instance.Active);
        return Prices.CostOf(new FlexConsumptionUsage(onDemand, alwaysReady, ready * 60, 0)) + (pricePerColdStart * instances.Skip(ready).Sum(instance => instance.Missed));
    }

    private static double Poisson(double mean, int value)
    {
        double term = Math.Exp(-mean);
        double sum = term;
        for (int k = 1; k <= value; k++)
        {
            sum += term *= mean / k;
        }

        return sum;
    }
}
