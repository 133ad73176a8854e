using Aquatope.Forecasting;
using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class WarmPoolSizerTests
{
    private static readonly PoolPolicy Policy = new() { PricePerColdStart = 9, PricePerIdleSecond = 1.0 / 60, IntervalsBeforeShrinking = 2 };

    [Fact]
    public void Decide_NothingExpected_KeepsTheFloor()
    {
        PoolDecision decision = WarmPoolSizer.Decide(Demand(0), Policy with { Floor = 1 }, PoolSizerState.Initial);
        Assert.Equal(1, decision.Target);
    }

    [Fact]
    public void Decide_OneCallForSure_KeepsOneWorker()
    {
        PoolDecision decision = WarmPoolSizer.Decide(Demand(1), Policy, PoolSizerState.Initial);
        Assert.Equal(1, decision.Target);
        Assert.Equal(0.9, decision.CoverageQuantile, 1e-12);
    }

    [Fact]
    public void Decide_DearerColdStarts_NeverWantFewerWorkers()
    {
        int before = 0;
        for (double price = 0.001; price < 1e4; price *= 10)
        {
            PoolDecision decision = WarmPoolSizer.Decide(
                Demand(40, serviceSeconds: 6), Policy with { PricePerColdStart = price }, PoolSizerState.Initial);
            Assert.True(decision.Wanted >= before);
            before = decision.Wanted;
        }

        // Forty calls of six seconds in a minute: four in service on average, and hardly ever more than fifteen.
        Assert.InRange(before, 8, 20);
    }

    [Fact]
    public void Decide_WorkersServeSeveralCalls_NeedsFewer()
    {
        PoolDemand demand = Demand(120, serviceSeconds: 10);
        int one = WarmPoolSizer.Decide(demand, Policy, PoolSizerState.Initial).Wanted;
        int four = WarmPoolSizer.Decide(demand with { WorkerConcurrency = 4 }, Policy, PoolSizerState.Initial).Wanted;
        Assert.Equal((one + 3) / 4, four);
    }

    [Fact]
    public void Decide_DemandFalls_ShrinksOnlyAfterSeveralIntervals()
    {
        PoolSizerState state = WarmPoolSizer.Decide(Demand(100, serviceSeconds: 6), Policy, PoolSizerState.Initial).State;
        int high = state.Target;
        PoolDecision first = WarmPoolSizer.Decide(Demand(10, serviceSeconds: 6), Policy, state);
        PoolDecision second = WarmPoolSizer.Decide(Demand(20, serviceSeconds: 6), Policy, first.State);

        Assert.Equal(high, first.Target);
        Assert.True(first.Wanted < second.Wanted);
        Assert.Equal(second.Wanted, second.Target);
    }

    [Fact]
    public void Decide_SlowStartUp_LooksFurtherAhead()
    {
        PoolDemand demand = Demand(1) with { Calls = [new EmpiricalDistribution([0]), new EmpiricalDistribution([1])] };
        Assert.Equal(0, WarmPoolSizer.Decide(demand, Policy, PoolSizerState.Initial).Target);
        Assert.Equal(1, WarmPoolSizer.Decide(demand with { StartUp = TimeSpan.FromSeconds(30) }, Policy, PoolSizerState.Initial).Target);
    }

    [Theory]
    [InlineData(20, 3)]
    [InlineData(60, 6)]
    [InlineData(200, 2)]
    public void CoverageOf_KnownCount_AgreesWithSimulation(int count, double serviceSeconds)
    {
        // 2000 simulated minutes give a standard error of at most 1.1 points; the approximation itself may be off by a few.
        PoolDemand demand = Demand(count, serviceSeconds);
        int[] peaks = SimulatedPeaks(count, serviceSeconds, 2000);
        for (int workers = 1; workers < 20; workers++)
        {
            double simulated = peaks.Count(peak => peak <= workers) / 2000.0;
            double predicted = WarmPoolSizer.CoverageOf(demand, demand.Calls[0], workers);
            Assert.InRange(predicted, simulated - 0.12, simulated + 0.06);
        }
    }

    [Fact]
    public void Decide_NonPositiveServiceTime_Throws() => Assert.Throws<ArgumentException>(
        "demand", () => WarmPoolSizer.Decide(Demand(1, serviceSeconds: 0), Policy, PoolSizerState.Initial));

    private static PoolDemand Demand(double count, double serviceSeconds = 1) => new()
    {
        Calls = [new EmpiricalDistribution([count])],
        Interval = TimeSpan.FromMinutes(1),
        ServiceTime = TimeSpan.FromSeconds(serviceSeconds),
    };

    // Calls arrive evenly over a minute and the one before it; exponential service.
    private static int[] SimulatedPeaks(int count, double serviceSeconds, int minutes)
    {
        var random = new SeededRandom(3);
        return [.. Enumerable.Range(0, minutes).Select(_ =>
        {
            (double Start, double End)[] calls = [.. Enumerable.Range(0, 2 * count).Select(_ =>
            {
                double start = (120 * random.NextDouble()) - 60;
                return (start, start - (serviceSeconds * Math.Log(1 - random.NextDouble())));
            })];
            return calls.Where(call => call.End > 0)
                .Max(call => calls.Count(other => other.Start <= Math.Max(0, call.Start) && other.End > Math.Max(0, call.Start)));
        })];
    }
}
