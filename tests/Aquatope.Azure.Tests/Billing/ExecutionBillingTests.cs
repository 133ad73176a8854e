using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

public sealed class ExecutionBillingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly ResourceConfiguration Medium = new(1, 2048, 4);
    private static readonly AzurePrices Prices = new() { DurableTaskScheduler = new SchedulerPrice(1e-6) };
    private readonly FlexConsumptionBilling _flex = new(Prices);

    [Fact]
    public void Bill_NoExecutions_IsNothing() => Assert.Empty(_flex.Bill([]));

    [Fact]
    public void Bill_OneExecution_IsItsTimeItsStartAndTheActionsOfItsCall() =>
        Assert.Equal((1.4 * 2 * 26e-6) + 0.40e-6 + 2e-6, Assert.Single(_flex.Bill([Execution(0, 1.32)])), 12);

    [Fact]
    public void Bill_Overlapping_SharesAddUpToTheInstancesTime()
    {
        double[] costs = _flex.Bill([Execution(0, 4), Execution(1, 1), Execution(2.5, 2.5)]);

        Assert.Equal((5 * 2 * 26e-6) + (3 * 2.4e-6), costs.Sum(), 12);

        // From 0: one alone for 1 s, two for 1 s, one for 0.5 s, two for 1.5 s, one for 1 s.
        Assert.Equal([2.75, 0.5, 1.75], costs.Select(cost => Math.Round((cost - 2.4e-6) / 52e-6, 9)));
    }

    [Fact]
    public void Bill_Apart_BillsEachIntervalAlone() =>
        Assert.Equal(_flex.Bill([Execution(0, 2)])[0], _flex.Bill([Execution(0, 2), Execution(10, 2)])[1], 12);

    [Fact]
    public void Bill_NoDuration_CostsTheMinimumTime() =>
        Assert.Equal((1 * 2 * 26e-6) + 2.4e-6, _flex.Bill([Execution(0, 0.001)])[0], 12);

    [Fact]
    public void Bill_AllocatedTime_IsByVcpuAndMemory()
    {
        var prices = new PriceList();
        double[] costs = new AllocatedTimeBilling(prices).Bill([Execution(0, 2), Execution(0, 2)]);

        Assert.All(costs, cost => Assert.Equal(prices.PerSecond(Medium) + prices.PerExecution, cost, 12));
    }

    private static WorkerExecution Execution(double start, double seconds) => new(Noon.AddSeconds(start), TimeSpan.FromSeconds(seconds), Medium);
}
