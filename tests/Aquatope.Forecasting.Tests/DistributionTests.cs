namespace Aquatope.Forecasting.Tests;

public sealed class DistributionTests
{
    [Theory]
    [InlineData(0.3, 2.0)]
    [InlineData(5.0, 40.0)]
    [InlineData(200.0, 1000.0)]
    public void NegativeBinomial_CdfAndProbabilities_Agree(double shape, double mean)
    {
        var distribution = new NegativeBinomialDistribution(shape, mean);
        double sum = 0;
        double first = 0;
        for (int k = 0; k < 20 * mean + 200; k++)
        {
            double probability = Math.Exp(distribution.LogProbability(k));
            sum += probability;
            first += k * probability;
            Assert.Equal(sum, distribution.Cdf(k), 1e-9);
        }

        Assert.Equal(mean, first, mean * 1e-3);
        Assert.Equal(0, distribution.Cdf(-0.5));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void NegativeBinomial_Quantile_IsTheLeastCountThatCovers(double probability)
    {
        var distribution = new NegativeBinomialDistribution(2.5, 12);
        double quantile = distribution.Quantile(probability);
        Assert.True(distribution.Cdf(quantile) >= probability);
        Assert.True(distribution.Cdf(quantile - 1) < probability);
    }

    [Theory]
    [InlineData(0.01, 0.02)]
    [InlineData(0.3, 2.0)]
    [InlineData(5.0, 40.0)]
    [InlineData(0.05, 3000.0)]
    [InlineData(1e9, 1e6)]
    public void Quantiles_OfNegativeBinomial_AreThoseFoundOneByOne(double shape, double mean)
    {
        var distribution = new NegativeBinomialDistribution(shape, mean);
        double[] probabilities = [1e-6, .. Enumerable.Range(1, 199).Select(i => i / 200.0), 1 - 1e-6];
        var quantiles = new double[probabilities.Length];

        distribution.Quantiles(probabilities, quantiles);

        Assert.Equal(probabilities.Select(distribution.Quantile), quantiles);
    }

    [Fact]
    public void Quantiles_OfAnyDistribution_AreThoseFoundOneByOne()
    {
        var distribution = new CountGridDistribution([0, 4, 9], [0.2, 0.7, 1]);
        double[] probabilities = [0.1, 0.2, 0.21, 0.7, 0.99];
        var quantiles = new double[probabilities.Length];

        distribution.Quantiles(probabilities, quantiles);

        Assert.Equal(probabilities.Select(distribution.Quantile), quantiles);
    }

    [Fact]
    public void Quantiles_NoRoomOrNoProbability_AreRefused()
    {
        var grid = new CountGridDistribution([0, 4, 9], [0.2, 0.7, 1]);
        var negativeBinomial = new NegativeBinomialDistribution(1, 1);
        foreach (PredictiveDistribution distribution in new PredictiveDistribution[] { grid, negativeBinomial })
        {
            Assert.Throws<ArgumentException>(() => distribution.Quantiles([0.1, 0.2], new double[1]));
            Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Quantiles([0.5, 1], new double[2]));
        }
    }

    [Fact]
    public void NegativeBinomial_GreatShape_ApproachesPoisson()
    {
        // Poisson(3): P(N <= 2) = e^-3 (1 + 3 + 4.5).
        Assert.Equal(Math.Exp(-3) * 8.5, new NegativeBinomialDistribution(1e7, 3).Cdf(2), 1e-6);
    }

    [Theory]
    [InlineData(1, -3)]
    [InlineData(1, -1)]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    [InlineData(30, -2)]
    [InlineData(30, 1)]
    public void RegularizedBeta_WhereTheApproximationBegins_DoesNotJump(double ratio, double deviations)
    {
        // The same number of deviations from the mean on both sides of the limit: the two differ by the change of skewness alone.
        double Beta(double a)
        {
            double b = ratio * a;
            double mean = a / (a + b);
            return SpecialFunctions.RegularizedBeta(mean + (deviations * Math.Sqrt(mean * (1 - mean) / (a + b))), a, b);
        }

        Assert.Equal(Beta(1e5), Beta(1.000_001e5), 1e-7);
    }

    [Fact]
    public void NegativeBinomial_OfTrillions_IsNearlyNormal()
    {
        var distribution = new NegativeBinomialDistribution(1e12, 1e12);
        double deviation = Math.Sqrt(distribution.Variance);
        Assert.Equal(0.5, distribution.Cdf(1e12), 1e-5);
        Assert.Equal(1.6448536, (distribution.Quantile(0.95) - 1e12) / deviation, 1e-4);
    }

    [Fact]
    public void Empirical_Quantile_IsAnOrderStatistic()
    {
        var distribution = new EmpiricalDistribution([5, 1, 3, 9]);
        Assert.Equal(1, distribution.Quantile(0.25));
        Assert.Equal(3, distribution.Quantile(0.5));
        Assert.Equal(9, distribution.Quantile(0.99));
        Assert.Equal(0.75, distribution.Cdf(5));
        Assert.Equal(4.5, distribution.Mean);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantile_ProbabilityOutOfRange_Throws(double probability)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(probability), () => new EmpiricalDistribution([1]).Quantile(probability));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(probability), () => new NegativeBinomialDistribution(1, 1).Quantile(probability));
    }
}
