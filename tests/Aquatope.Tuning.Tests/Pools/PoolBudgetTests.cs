using Aquatope.Forecasting;

namespace Aquatope.Tuning.Tests;

public sealed class PoolBudgetTests
{
    private static readonly PoolPolicy Policy = new() { PricePerColdStart = 9, PricePerIdleSecond = 1.0 / 60, IntervalsBeforeShrinking = 2 };

    [Fact]
    public void Decide_WithinTheBudget_IsWhatEachPoolDecidesAlone()
    {
        PoolRequest[] requests = [Request(10), Request(100), Request(40)];
        IReadOnlyList<PoolDecision> decisions = PoolBudget.Decide(requests, double.PositiveInfinity);

        Assert.Equal(requests.Select(request => WarmPoolSizer.Decide(request.Demand, request.Policy, request.State).Target), decisions.Select(decision => decision.Target));
        Assert.DoesNotContain(decisions, decision => decision.IsCut);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(15)]
    public void Decide_BeyondTheBudget_IsTheBestOfAllShares(int workers)
    {
        PoolRequest[] requests = [Request(10), Request(100), Request(40)];
        IReadOnlyList<PoolDecision> decisions = PoolBudget.Decide(requests, (workers + 0.5) / 60);

        // Workers of one price, so that the best share can be found among all there are.
        double best = double.PositiveInfinity;
        for (int first = 0; first <= workers; first++)
        {
            for (int second = 0; first + second <= workers; second++)
            {
                best = Math.Min(best, ColdStarts(requests, [first, second, workers - first - second]));
            }
        }

        Assert.Equal(workers, decisions.Sum(decision => decision.Target));
        Assert.Equal(best, ColdStarts(requests, [.. decisions.Select(decision => decision.Target)]), 1e-9);
        Assert.Contains(decisions, decision => decision.IsCut);
    }

    [Fact]
    public void Decide_CheaperWorkers_GetMoreForTheSameDemand()
    {
        PoolRequest dear = Request(100);
        PoolRequest cheap = dear with { Policy = Policy with { PricePerIdleSecond = Policy.PricePerIdleSecond / 4 } };
        IReadOnlyList<PoolDecision> decisions = PoolBudget.Decide([dear, cheap], 8.0 / 60);

        Assert.True(decisions[1].Target > decisions[0].Target);
        Assert.True(decisions[0].Target + (decisions[1].Target / 4.0) <= 8);
    }

    [Fact]
    public void Decide_FloorsBeyondTheBudget_KeepsThem()
    {
        PoolRequest request = Request(100) with { Policy = Policy with { Floor = 3 } };

        Assert.Equal([3, 3], PoolBudget.Decide([request, request], 1.0 / 60).Select(decision => decision.Target));
    }

    [Fact]
    public void Decide_CutPool_RemembersWhatItGot()
    {
        PoolDecision cut = PoolBudget.Decide([Request(100)], 2.0 / 60)[0];

        Assert.True(cut.Wanted > cut.Target);
        Assert.Equal((2, 2), (cut.Target, cut.State.Target));
    }

    [Fact]
    public void Decide_NoBudget_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>("pricePerSecond", () => PoolBudget.Decide([Request(1)], 0));

    private static PoolRequest Request(double count) => new(
        new PoolDemand
        {
            Calls = [new EmpiricalDistribution([count])],
            Interval = TimeSpan.FromMinutes(1),
            ServiceTime = TimeSpan.FromSeconds(6),
        },
        Policy,
        PoolSizerState.Initial);

    private static double ColdStarts(PoolRequest[] requests, int[] workers) => requests.Zip(workers).Sum(pair => Enumerable.Range(pair.Second, 60)
        .Sum(n => 1 - WarmPoolSizer.CoverageOf(pair.First.Demand, pair.First.Demand.Calls[0], n)));
}
