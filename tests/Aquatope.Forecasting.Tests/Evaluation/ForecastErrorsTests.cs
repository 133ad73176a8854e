namespace Aquatope.Forecasting.Tests.Evaluation;

public sealed class ForecastErrorsTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 3, 200, 100)]
    [InlineData(3, 0, 200, 100)]
    [InlineData(10, 10, 0, 0)]
    [InlineData(10, 30, 100, 50)]
    [InlineData(90, 110, 20, 10)]
    [InlineData(1e300, 0, 200, 100)]
    public void SymmetricPercentage_OfEither_IsAsByHand(double actual, double forecast, double ofMean, double ofSum)
    {
        Assert.Equal(ofMean, ForecastErrors.SymmetricPercentage(actual, forecast), 12);
        Assert.Equal(ofSum, ForecastErrors.SymmetricPercentageOfSum(actual, forecast), 12);
        Assert.Equal(ForecastErrors.SymmetricPercentage(actual, forecast), ForecastErrors.SymmetricPercentage(forecast, actual), 12);
    }

    [Theory]
    [InlineData(10, 4, 0.9, 5.4)]
    [InlineData(4, 10, 0.9, 0.6)]
    [InlineData(4, 4, 0.9, 0)]
    [InlineData(10, 4, 0.5, 3)]
    public void Pinball_AboveAndBelow_IsAsByHand(double actual, double quantile, double probability, double expected) =>
        Assert.Equal(expected, ForecastErrors.Pinball(actual, quantile, probability), 12);

    [Fact]
    public void Pinball_OverAllQuantiles_IsHalfTheRankedScore()
    {
        // Gneiting and Ranjan (2011), section 2.3: the score is twice the integral of the loss over the probabilities.
        var distribution = new NegativeBinomialDistribution(3, 10);
        const int Steps = 20_000;
        double integral = Enumerable.Range(0, Steps)
            .Average(i => ForecastErrors.Pinball(7, distribution.Quantile((i + 0.5) / Steps), (i + 0.5) / Steps));
        Assert.Equal(distribution.RankedProbabilityScore(7), 2 * integral, 1e-3);
    }

    [Fact]
    public void NaiveScale_OfEitherLag_IsTheMeanDifference()
    {
        double[] training = [1, 4, 2, 8];
        Assert.Equal((3.0 + 2 + 6) / 3, ForecastErrors.NaiveScale(training, 1));
        Assert.Equal((1.0 + 4) / 2, ForecastErrors.NaiveScale(training, 2));
        Assert.Null(ForecastErrors.NaiveScale(training, 4));
    }

    [Fact]
    public void Scaled_WithoutAScale_IsNullUnlessThereIsNoError()
    {
        Assert.Equal(1.5, ForecastErrors.Scaled(3, 2));
        Assert.Equal(0, ForecastErrors.Scaled(0, 0));
        Assert.Null(ForecastErrors.Scaled(3, 0));
        Assert.Null(ForecastErrors.Scaled(3, null));
    }
}
