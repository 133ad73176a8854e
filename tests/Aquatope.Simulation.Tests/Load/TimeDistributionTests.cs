namespace Aquatope.Simulation.Tests.Load;

/// <summary>Seeded. Bounds are five standard errors, which chance passes with a probability below 10⁻⁶.</summary>
public sealed class TimeDistributionTests
{
    public static TheoryData<TimeDistribution, double, double> Distributions => new()
    {
        { TimeDistribution.Constant(12), 12, 0 },
        { TimeDistribution.Exponential(40), 40, 40 },
        { TimeDistribution.LogNormal(100, 0.5), 100, 50 },
        { TimeDistribution.LogNormal(100, 0), 100, 0 },
        { TimeDistribution.OfPercentiles([0, 50, 100], [0, 10, 110]), 32.5, 32.5 },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Draw_ManyTimes_HasTheStatedMean(TimeDistribution distribution, double mean, double deviation)
    {
        const int Draws = 200_000;
        var chance = new CallChance(7);
        double sum = 0;
        for (int i = 0; i < Draws; i++)
        {
            sum += distribution.DrawMs(ref chance);
        }

        Assert.Equal(mean, distribution.MeanMs, 1e-9);
        Assert.Equal(mean, sum / Draws, (5 * deviation / Math.Sqrt(Draws)) + 1e-6);
    }

    [Fact]
    public void OfPercentiles_NoDistribution_IsRefused()
    {
        Assert.Throws<ArgumentException>("percentiles", () => TimeDistribution.OfPercentiles([0, 50], [1, 2]));
        Assert.Throws<ArgumentException>("percentiles", () => TimeDistribution.OfPercentiles([0, 100], [1]));
        Assert.Throws<ArgumentException>("milliseconds", () => TimeDistribution.OfPercentiles([0, 100], [2, 1]));
        Assert.Throws<ArgumentException>("milliseconds", () => TimeDistribution.OfPercentiles([0, 100], [1, double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>("meanMs", () => TimeDistribution.Exponential(-1));
    }
}
