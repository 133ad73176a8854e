using Aquatope.Simulation.Tests.Platform;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Billing;

public sealed class BillingTests
{
    private static readonly ResourceConfiguration TwoGigabytes = new(1, 2048, 1);

    [Theory]
    [InlineData(10, 1000)]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1100)]
    [InlineData(4950, 5000)]

    // The publication at five seconds meters all so far; what comes then is at least a second again.
    [InlineData(5010, 6000)]
    [InlineData(5990, 6000)]
    [InlineData(6010, 6100)]
    [InlineData(12_340, 12_400)]
    public void Meter_OneInterval_IsRoundedUp(double milliseconds, double metered)
    {
        long until = 0;
        long ticks = new ActivityMeter().Measure(0, 0, (long)(milliseconds * TimeSpan.TicksPerMillisecond), ref until);

        Assert.Equal(metered, TimeSpan.FromTicks(ticks).TotalMilliseconds, 9);
    }

    [Fact]
    public void Meter_IntervalsCloseTogether_AreNeverMeteredTwice()
    {
        long until = 0;
        var meter = new ActivityMeter();
        long Ms(double milliseconds) => (long)(milliseconds * TimeSpan.TicksPerMillisecond);

        // The first is metered to 1,000 ms; the second lies before that; the third goes 50 ms beyond, which count a second.
        Assert.Equal(Ms(1000), meter.Measure(0, Ms(0), Ms(100), ref until));
        Assert.Equal(0, meter.Measure(0, Ms(500), Ms(900), ref until));
        Assert.Equal(Ms(1000), meter.Measure(0, Ms(950), Ms(1050), ref until));
        Assert.Equal(Ms(2000), until);
    }

    [Fact]
    public void Flex_TenInstancesBusyForAnHour_CostWhatTheDocumentationSays()
    {
        // Ten instances of 2 GB, each busy for an hour: 72,000 GB s are 1.872 dollars; 144,000 executions 0.0576.
        FunctionOptions busy = Scenes.Function(
            Scenes.AtMs([.. Enumerable.Range(0, 144_000).Select(i => (double)(i / 10 * 250))]), Scenes.KeepAlive(3600)) with
        {
            Configuration = TwoGigabytes,
            Execution = TimeDistribution.Constant(250),
            StartUp = TimeDistribution.Constant(0),
            Meter = new ActivityMeter { Rounding = new FlexConsumptionRounding { Minimum = TimeSpan.Zero, Granularity = TimeSpan.FromMilliseconds(50) } },
        };
        CostSplit cost = new FlexBilling(new FlexConsumptionPrices()).CostOf(Scenes.Run(busy, seconds: 3700));

        Assert.Equal(1.872 + 0.0576, cost.Execution, 9);
        Assert.Equal(0, cost.Idle);
    }

    [Fact]
    public void Flex_AlwaysReadyForAMonth_CostsItsBasePriceAndLessForActivity()
    {
        FunctionOptions ready = Scenes.Function(Scenes.AtMs(10_000), Scenes.KeepAlive(30, warmTarget: 1)) with
        {
            Configuration = TwoGigabytes,
            Meter = new ActivityMeter(),
        };
        CostSplit cost = new FlexBilling(new FlexConsumptionPrices()).CostOf(Scenes.Run(ready, seconds: 730 * 3600));

        Assert.Equal(21.02, cost.Idle, 0.005);
        Assert.Equal((2 * 0.000016) + 0.40e-6, cost.Execution, 12);
    }

    [Fact]
    public void Resources_BusyAndIdleTime_ArePaidByVcpuAndMemory()
    {
        // Half a second of start, one of execution, ten of keep-alive, at half a vCPU and a quarter of a GiB.
        FunctionResult result = Scenes.Run(Scenes.Function(Scenes.AtMs(0), Scenes.KeepAlive(10)), seconds: 60);
        var prices = new PriceList { PerVcpuSecond = 2, PerGiBSecond = 4, PerExecution = 100 };

        Assert.Equal(new CostSplit(102, 21), new ResourceBilling(prices).CostOf(result));
        Assert.Equal(new CostSplit(102, 0), new ResourceBilling(prices, idleShare: 0).CostOf(result));
        Assert.Equal(123, new ResourceBilling(prices).CostOf(result).Total);
    }
}
