using Aquatope.Forecasting;

namespace Aquatope.Tuning.Tests;

public sealed class ExpectedCallsTests
{
    [Fact]
    public void Of_TwoExecutions_IsTheirSum()
    {
        PredictiveDistribution calls = ExpectedCalls.Of([(0.5, 1), (0.25, 3)]);

        Assert.Equal([0.375, 0.75, 0.75, 0.875, 1.0], Enumerable.Range(0, 5).Select(count => calls.Cdf(count)));
    }

    [Fact]
    public void Of_NoExecutions_IsNothing() => Assert.Equal(0, ExpectedCalls.Of([]).Quantile(0.999));

    [Fact]
    public void Of_VeryMany_AgreesWithTheExactSum()
    {
        // 150 executions exactly, and 1,500 by approximation: both mean and deviation are known.
        PredictiveDistribution exact = ExpectedCalls.Of([.. Enumerable.Repeat((0.4, 1), 150)]);
        PredictiveDistribution many = ExpectedCalls.Of([.. Enumerable.Repeat((0.4, 1), 1500)]);

        Assert.Equal(60, exact.Mean, 9);
        Assert.Equal(600, many.Mean, 0.5);
        Assert.InRange(many.Quantile(0.975), 600 + (1.96 * Math.Sqrt(360)) - 1, 600 + (1.96 * Math.Sqrt(360)) + 1.5);
    }

    [Fact]
    public void Of_CertainCalls_AreCertain() => Assert.Equal(1000, ExpectedCalls.Of([.. Enumerable.Repeat((1.0, 1), 1000)]).Quantile(0.01));

    [Fact]
    public void Of_NoProbability_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>("executions", () => ExpectedCalls.Of([(1.1, 1)]));
}
