namespace Aquatope.Forecasting.Tests.Evaluation;

public sealed class PercentagePointTests
{
    [Fact]
    public void Of_CountsOfWhichTheMedianIsNotTheBest_IsWhatMakesTheExpectedErrorLeast()
    {
        // Of 1, the median, 0.3 * 100 + 0.4 * 33 is expected; of 2 only 0.3 * 100 + 0.3 * 33.
        var belief = new EmpiricalDistribution([0, 0, 0, 1, 1, 1, 2, 2, 2, 2]);

        Assert.Equal(1, belief.Quantile(0.5));
        Assert.Equal(2, PercentagePoint.Of(belief));
    }

    [Fact]
    public void Of_CertainBelief_IsItsValue() => Assert.Equal(7, PercentagePoint.Of(new EmpiricalDistribution([7])));

    [Fact]
    public void Of_MostlyNothing_IsNothing() => Assert.Equal(0, PercentagePoint.Of(new EmpiricalDistribution([0, 0, 0, 1, 5])));
}
