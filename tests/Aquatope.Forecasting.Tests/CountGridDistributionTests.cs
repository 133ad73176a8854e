namespace Aquatope.Forecasting.Tests;

public sealed class CountGridDistributionTests
{
    private static readonly CountGridDistribution Gappy = new([0, 1, 4, 10], [0.2, 0.5, 0.8, 1]);

    [Fact]
    public void Cdf_BetweenKnownCounts_SharesTheProbabilityEvenly()
    {
        Assert.Equal(0, Gappy.Cdf(-0.5));
        Assert.Equal(0.2, Gappy.Cdf(0), 1e-12);
        Assert.Equal(0.5, Gappy.Cdf(1.9), 1e-12);
        Assert.Equal(0.6, Gappy.Cdf(2), 1e-12);
        Assert.Equal(0.8 + (0.2 / 3), Gappy.Cdf(6), 1e-12);
        Assert.Equal(1, Gappy.Cdf(10));
        Assert.Equal(1, Gappy.Cdf(1000));
    }

    [Fact]
    public void Quantile_EveryProbability_IsTheLeastCountThatReachesIt()
    {
        for (int i = 1; i < 1000; i++)
        {
            double probability = i / 1000.0;
            double quantile = Gappy.Quantile(probability);
            Assert.Equal(Math.Floor(quantile), quantile);
            Assert.True(Gappy.Cdf(quantile) >= probability - 1e-9);
            Assert.True(quantile == 0 || Gappy.Cdf(quantile - 1) < probability + 1e-9);
        }
    }

    [Fact]
    public void Moments_OfAGappyGrid_AreThoseOfItsCounts()
    {
        double mean = Enumerable.Range(0, 11).Sum(count => count * Probability(count));
        Assert.Equal(mean, Gappy.Mean, 1e-9);
        Assert.Equal(Enumerable.Range(0, 11).Sum(count => (count - mean) * (count - mean) * Probability(count)), Gappy.Variance, 1e-9);
    }

    [Fact]
    public void Quantile_WithAUnit_IsInCounts()
    {
        var distribution = new CountGridDistribution([0, 3], [0.5, 1], unit: 0.25);
        Assert.Equal(0.75, distribution.Quantile(0.99), 1e-12);
        Assert.Equal(0.5, distribution.Cdf(0.1), 1e-12);
        Assert.Equal((0.25 + 0.5 + 0.75) / 6, distribution.Mean, 1e-12);
    }

    [Fact]
    public void Constructor_KnotsThatDoNotAscend_ThrowsArgumentException()
    {
        Assert.Throws<ArgumentException>(() => new CountGridDistribution([], []));
        Assert.Throws<ArgumentException>(() => new CountGridDistribution([0, 1], [0.5]));
        Assert.Throws<ArgumentException>(() => new CountGridDistribution([1, 1], [0.5, 1]));
        Assert.Throws<ArgumentException>(() => new CountGridDistribution([0, 1.5], [0.5, 1]));
        Assert.Throws<ArgumentException>(() => new CountGridDistribution([0, 1, 2], [0.5, 0.4, 1]));
    }

    private static double Probability(int count) => Gappy.Cdf(count) - Gappy.Cdf(count - 1);
}
