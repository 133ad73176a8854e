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

    [Theory]
    [InlineData(0, 1)]
    [InlineData(29, 1)]
    [InlineData(30, 2)]
    [InlineData(89, 2)]
    [InlineData(90, 3)]
    public void IntervalsOf_SecondsOfAMinute_AreThoseThatADecisionLooksAt(int startUpSeconds, int expected)
    {
        TimeSpan startUp = TimeSpan.FromSeconds(startUpSeconds);
        Assert.Equal(expected, WarmPoolSizer.IntervalsOf(startUp, TimeSpan.FromMinutes(1)));

        // The last one that counts is what makes the difference, the one after it makes none.
        PoolDemand demand = Demand(0) with { StartUp = startUp };
        PoolDecision Last(int interval) => WarmPoolSizer.Decide(
            demand with { Calls = [.. Enumerable.Range(0, 5).Select(i => new EmpiricalDistribution([i == interval ? 50.0 : 0]))], Present = 100 }, Policy, PoolSizerState.Initial);
        Assert.True(Last(expected - 1).Wanted > 0);
        Assert.Equal(0, Last(expected).Wanted);
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
        Assert.Equal(0, WarmPoolSizer.Decide(demand with { StartUp = 0.4 * demand.Interval }, Policy, PoolSizerState.Initial).Target);
        Assert.Equal(1, WarmPoolSizer.Decide(demand with { StartUp = TimeSpan.FromSeconds(30) }, Policy, PoolSizerState.Initial).Target);
    }

    [Fact]
    public void Decide_DearStarts_StaysBetweenWhatIsWorthStartingAndWhatIsWorthKeeping()
    {
        PoolPolicy dear = Policy with { PricePerStart = 5 };
        PoolDemand demand = Demand(40, serviceSeconds: 6);
        int kept = WarmPoolSizer.Decide(demand with { Present = 50 }, dear, PoolSizerState.Initial).Wanted;
        int started = WarmPoolSizer.Decide(demand, dear, PoolSizerState.Initial).Wanted;

        Assert.True(started < kept);
        Assert.Equal(kept - 1, WarmPoolSizer.Decide(demand with { Present = kept - 1 }, dear, PoolSizerState.Initial).Wanted);
        Assert.Equal(kept, WarmPoolSizer.Decide(demand with { Present = 50 }, Policy, PoolSizerState.Initial).Wanted);
    }

    [Fact]
    public void Decide_CallsOutlastTheInterval_CountsThoseInFlight()
    {
        // One call a minute of ten minutes each: ten are being served, although only one comes.
        PoolDemand demand = Demand(1, serviceSeconds: 600);
        Assert.InRange(WarmPoolSizer.Decide(demand, Policy, PoolSizerState.Initial).Wanted, 12, 18);
        Assert.InRange(WarmPoolSizer.Decide(demand with { InFlight = 4 }, Policy, PoolSizerState.Initial).Wanted, 4, 5);
        Assert.InRange(WarmPoolSizer.Decide(Demand(0) with { InFlight = 3 }, Policy, PoolSizerState.Initial).Wanted, 3, 3);
    }

    [Theory]
    [InlineData(20, 3, 1)]
    [InlineData(60, 6, 1)]
    [InlineData(200, 2, 1)]
    [InlineData(2, 10, 1)]
    [InlineData(2, 180, 1)]
    [InlineData(10, 120, 1)]
    [InlineData(60, 6, 0)]
    [InlineData(60, 6, 3)]
    [InlineData(10, 120, 3)]
    public void CoverageOf_KnownCount_AgreesWithSimulation(int count, double serviceSeconds, double variation)
    {
        // 2000 simulated minutes give a standard error of at most 1.1 points; the approximation itself may be off by a few, most where service times do not vary.
        PoolDemand demand = Demand(count, serviceSeconds);
        int[] peaks = SimulatedPeaks(count, (serviceSeconds, variation), 2000);
        for (int workers = 1; workers < 40; workers++)
        {
            double simulated = peaks.Count(peak => peak <= workers) / 2000.0;
            double predicted = WarmPoolSizer.CoverageOf(demand, demand.Calls[0], workers);

            // A pool that misses every second interval is one whose cold starts are worth nothing: nobody sizes there.
            Assert.True(
                Math.Max(predicted, simulated) < 0.5 || (predicted >= simulated - 0.12 && predicted <= simulated + 0.08),
                $"{workers} workers: {predicted} predicted, {simulated} simulated");
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

    // Calls arrive evenly over a minute and over those before it; exponential service where the coefficient of variation is
    // one, else log-normal.
    private static int[] SimulatedPeaks(int count, (double Mean, double Variation) service, int minutes)
    {
        var random = new SeededRandom(3);
        double variance = Math.Log(1 + (service.Variation * service.Variation));
        int before = 2 + (int)(service.Mean / 60 * 20);
        return [.. Enumerable.Range(0, minutes).Select(_ =>
        {
            (double Start, double End)[] calls = [.. Enumerable.Range(0, (1 + before) * count).Select(i =>
            {
                double start = 60 * (random.NextDouble() - (i / count));
                double drawn = NormalDistribution.Quantile((random.NextDouble() + 1e-9) / (1 + 2e-9));
                double stay = service.Variation == 1
                    ? -Math.Log(1 - random.NextDouble())
                    : Math.Exp((Math.Sqrt(variance) * drawn) - (variance / 2));
                return (start, start + (service.Mean * stay));
            })];
            calls = [.. calls.Where(call => call.End > 0)];
            return calls.Max(call => calls.Count(other => other.Start <= Math.Max(0, call.Start) && other.End > Math.Max(0, call.Start)));
        })];
    }
}
