using Aquatope.Inference;

namespace Aquatope.Simulation.Tests;

public sealed class LatencyDistributionTests
{
    private static readonly LatencyGrid Grid = new(StepMs: 10, Length: 101);

    [Fact]
    public void Then_TwoDice_IsTheirSum()
    {
        LatencyDistribution die = LatencyDistribution.OfTimes(Grid, [10, 20, 30, 40, 50, 60]);

        LatencyDistribution sum = die.Then(die);

        Assert.Equal(0, sum.Cumulated[1]);
        Assert.Equal(6 / 36.0, sum.Cumulated[7] - sum.Cumulated[6], 12);
        Assert.Equal(1, sum.Cumulated[12], 12);
        Assert.Equal(7, sum.Quantile(0.5));
    }

    [Fact]
    public void Alongside_TwoDice_IsTheGreater()
    {
        LatencyDistribution die = LatencyDistribution.OfTimes(Grid, [10, 20, 30, 40, 50, 60]);

        LatencyDistribution greater = die.Alongside(die);

        Assert.Equal(9 / 36.0, greater.Cumulated[3], 12);
        Assert.Equal(1, greater.Cumulated[6], 12);
    }

    [Fact]
    public void OfTimes_TimeBeyondTheGrid_NeverComes()
    {
        LatencyDistribution some = LatencyDistribution.OfTimes(Grid, [500, 600, 700, 5000]);

        Assert.Equal(0.75, some.Cumulated[^1], 12);
        Assert.Null(some.Quantile(0.8));
        Assert.Equal(70, some.Quantile(0.75));
    }

    [Fact]
    public void OfLogNormal_MeanAndDeviation_AreThoseAskedFor()
    {
        LatencyDistribution some = LatencyDistribution.OfLogNormal(new LatencyGrid(0.5, 4001), 400, 0.1);

        double mean = 0.5 * Enumerable.Range(0, 4001).Sum(i => 1 - some.Cumulated[i]);
        double median = 400 * Math.Exp(-0.005);

        Assert.Equal(400, mean + 0.25, 0.5);
        Assert.Equal(median, 0.5 * some.Quantile(0.5)!.Value, 0.5);
        Assert.Equal(median * Math.Exp(0.1 * NormalDistribution.Quantile(0.95)), 0.5 * some.Quantile(0.95)!.Value, 0.5);
    }

    [Fact]
    public void Within_AnotherPart_IsTheProbabilityOfBothByTheEnd()
    {
        LatencyDistribution first = LatencyDistribution.OfTimes(Grid, [300, 700]);
        LatencyDistribution second = LatencyDistribution.OfTimes(Grid, [200, 400, 650, 710]);

        Assert.Equal(first.Then(second).Cumulated[^1], first.Within(second), 12);
        Assert.Equal(0.5, first.Within(second), 12);
    }

    [Fact]
    public void NeverLaterThan_CrossingDistributions_IsFalseBothWays()
    {
        LatencyDistribution steady = LatencyDistribution.OfTimes(Grid, [300]);
        LatencyDistribution wide = LatencyDistribution.OfTimes(Grid, [200, 400]);

        Assert.False(steady.NeverLaterThan(wide));
        Assert.False(wide.NeverLaterThan(steady));
        Assert.True(wide.NeverLaterThan(wide.Then(steady)));
        Assert.True(LatencyDistribution.Earliest([steady, wide]).NeverLaterThan(steady));
        Assert.True(LatencyDistribution.Earliest([steady, wide]).NeverLaterThan(wide));
    }
}
