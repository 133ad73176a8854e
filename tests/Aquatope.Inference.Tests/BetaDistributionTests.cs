namespace Aquatope.Inference.Tests;

public sealed class BetaDistributionTests
{
    [Theory]
    [InlineData(0.25, 1, 3)]
    [InlineData(0.5, 1, 0.3)]
    [InlineData(0.99, 1, 12)]
    [InlineData(0.05, 1, 0.012)]
    [InlineData(0.5, 1, 0.012)]
    public void Quantile_OneSuccess_MeetsTheClosedForm(double p, double successes, double failures) =>
        Assert.Equal(1 - Math.Pow(1 - p, 1 / failures), BetaDistribution.Quantile(p, successes, failures), 1e-9);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Quantile_AtAnEnd_IsTheEnd(double p) => Assert.Equal(p, BetaDistribution.Quantile(p, 2, 3));

    [Theory]
    [InlineData(-0.1, 1, 1, "p")]
    [InlineData(double.NaN, 1, 1, "p")]
    [InlineData(0.5, 0, 1, "successes")]
    [InlineData(0.5, 1, double.PositiveInfinity, "failures")]
    public void Quantile_OutOfRange_IsRefused(double p, double successes, double failures, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => BetaDistribution.Quantile(p, successes, failures));
}
