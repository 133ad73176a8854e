namespace Aquatope.Forecasting.Tests;

public sealed class RankedScoreTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3.5)]
    [InlineData(12)]
    public void RankedProbabilityScore_OfSamples_IsTheirMeanDistanceLessHalfTheirSpread(double outcome)
    {
        // Gneiting and Raftery (2007), equation 21: E|X - y| - E|X - X'| / 2.
        double[] values = [1, 2, 2, 6, 9];
        double distance = values.Average(value => Math.Abs(value - outcome));
        double spread = values.Average(left => values.Average(right => Math.Abs(left - right)));
        Assert.Equal(distance - (spread / 2), new EmpiricalDistribution(values).RankedProbabilityScore(outcome), 12);
    }

    [Fact]
    public void RankedProbabilityScore_OfACertainForecast_IsTheDistance() =>
        Assert.Equal(4, new EmpiricalDistribution([7]).RankedProbabilityScore(3));

    [Theory]
    [InlineData(0.7, 3, 0)]
    [InlineData(0.7, 3, 11)]
    [InlineData(5, 40, 38)]
    [InlineData(300, 2000, 1800)]
    [InlineData(0.05, 20, 4)]
    public void RankedProbabilityScore_OfNegativeBinomials_IsTheSumOverTheirDistributionFunction(double shape, double mean, double outcome)
    {
        var distribution = new NegativeBinomialDistribution(shape, mean);
        double expected = 0;
        for (int k = 0; k < 8000; k++)
        {
            double above = k >= outcome ? 1 - distribution.Cdf(k) : distribution.Cdf(k);
            expected += above * above;
        }

        Assert.Equal(expected, distribution.RankedProbabilityScore(outcome), 1e-6 * Math.Max(1, expected));
    }

    [Theory]
    [InlineData(10, 3, 12)]
    [InlineData(-1, 2, 0)]
    [InlineData(0.2, 0.5, 3)]
    public void RankedProbabilityScore_OfWholeNormalCounts_IsTheSumOverTheirDistributionFunction(double location, double spread, double outcome)
    {
        var distribution = new NormalCountDistribution(location, spread, whole: true);
        double expected = Enumerable.Range(0, 200).Sum(k => Math.Pow(distribution.Cdf(k) - (k >= outcome ? 1 : 0), 2));
        Assert.Equal(expected, distribution.RankedProbabilityScore(outcome), 1e-9);
    }

    [Theory]
    [InlineData(10, 3, 12.3)]
    [InlineData(-1, 2, 0)]
    [InlineData(0.5, 1, 3)]
    public void RankedProbabilityScore_OfNormalCounts_IsTheIntegral(double location, double spread, double outcome)
    {
        var distribution = new NormalCountDistribution(location, spread, whole: false);
        const double Step = 1e-4;
        double expected = 0;
        for (double x = Step / 2; x < 60; x += Step)
        {
            double difference = distribution.Cdf(x) - (x >= outcome ? 1 : 0);
            expected += Step * difference * difference;
        }

        Assert.Equal(expected, distribution.RankedProbabilityScore(outcome), 1e-3);
    }

    [Fact]
    public void RankedProbabilityScore_OfANormalFarFromZero_IsTheKnownClosedForm()
    {
        // Gneiting and Raftery (2007), page 367: σ [z (2Φ(z) - 1) + 2φ(z) - 1 / √π]; at z = 0 it is σ (√2 - 1) / √π.
        var distribution = new NormalCountDistribution(1000, 10, whole: false);
        Assert.Equal(10 * (Math.Sqrt(2) - 1) / Math.Sqrt(Math.PI), distribution.RankedProbabilityScore(1000), 9);
    }

    [Fact]
    public void RankedProbabilityScore_FractionalOutcomeOfWholeCounts_SplitsTheStep() =>
        Assert.Equal(0.75, RankedScore.OfStep(1, 2, 3, 2.75));

    [Theory]
    [InlineData(5, 2, true)]
    [InlineData(0.3, 0.8, true)]
    [InlineData(-2, 1.5, true)]
    [InlineData(300, 150, true)]
    [InlineData(900, 400, true)]
    [InlineData(0.3, 0.8, false)]
    [InlineData(-2, 1.5, false)]
    public void Moments_OfNormalCounts_AreThoseOfTheirQuantiles(double location, double spread, bool whole)
    {
        var distribution = new NormalCountDistribution(location, spread, whole);
        const int Draws = 200_000;
        double[] values = [.. Enumerable.Range(0, Draws).Select(i => distribution.Quantile((i + 0.5) / Draws))];
        double mean = values.Average();
        Assert.Equal(mean, distribution.Mean, 1e-3 * spread);
        Assert.Equal(values.Average(value => (value - mean) * (value - mean)), distribution.Variance, 2e-3 * spread * spread);
    }

    [Fact]
    public void Quantile_WholeNormalCounts_RoundsHalvesDown()
    {
        Assert.Equal(2, new NormalCountDistribution(2.5, 1, whole: true).Quantile(0.5));
        Assert.Equal(3, new NormalCountDistribution(2.51, 1, whole: true).Quantile(0.5));
        Assert.Equal(0, new NormalCountDistribution(-4, 1, whole: true).Quantile(0.99));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 0)]
    [InlineData(1, double.PositiveInfinity)]
    public void Constructor_NormalCountsOfNoDistribution_Throws(double location, double spread) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalCountDistribution(location, spread, whole: true));

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.8)]
    [InlineData(3.1)]
    public void RankedProbabilityScore_OfMultiplesOfAUnit_IsTheOneOfTheSameSamples(double outcome) =>
        Assert.Equal(new EmpiricalDistribution([0.2, 0.6, 1]).RankedProbabilityScore(outcome), new Fifths().RankedProbabilityScore(outcome), 9);

    private sealed class Fifths : PredictiveDistribution
    {
        private readonly EmpiricalDistribution _samples = new([0.2, 0.6, 1]);

        public override double Mean => _samples.Mean;

        public override double Variance => _samples.Variance;

        protected override double Spacing => 0.2;

        public override double Cdf(double value) => _samples.Cdf(value + 1e-9);

        public override double Quantile(double probability) => _samples.Quantile(probability);
    }
}
