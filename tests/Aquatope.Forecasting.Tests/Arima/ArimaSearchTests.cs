using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests.Arima;

public sealed class ArimaSearchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Statistic_ThreeValues_IsAsByHand() => Assert.Equal(1.0 / 3, UnitRootTest.Statistic([1, 2, 3]), 12);

    [Fact]
    public void Statistic_WithLags_WeighsThemByBartlett()
    {
        // 25 values: one lag, of weight one half. Alternating: variance 1 (but for the odd one), covariance about -1.
        double[] values = [.. Enumerable.Range(0, 25).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        double mean = 1.0 / 25;
        double variance = values.Sum(value => (value - mean) * (value - mean)) / 25;
        double covariance = values.Zip(values.Skip(1), (left, right) => (left - mean) * (right - mean)).Sum() / 25;
        double sum = 0;
        double squares = values.Sum(value =>
        {
            sum += value - mean;
            return sum * sum;
        });

        Assert.Equal(squares / (625 * (variance + covariance)), UnitRootTest.Statistic(values), 9);
    }

    // The test has a level of 5 %, so of 200 stationary series about 10 are differenced; more than 22 with a probability below 10⁻³.
    [Fact]
    public void Differences_StationarySeries_AreRarelyTaken() =>
        Assert.InRange(Enumerable.Range(0, 200).Count(i => UnitRootTest.Differences(Simulated.Normal(300, (ulong)i), 2) > 0), 1, 22);

    [Fact]
    public void Differences_RandomWalksAndTheirSums_AreOneAndTwo()
    {
        double[] walk = Sums(Simulated.Normal(2000, 21));
        Assert.Equal(1, UnitRootTest.Differences(walk, 2));
        Assert.Equal(2, UnitRootTest.Differences(Sums(walk), 2));
    }

    // AICc does not find the true order for certain, however long the series: it takes one more coefficient for needed with a
    // probability of P(χ² > 2) = 16 %, and the unit-root test errs in 5 %. Of 12
    // series 5 must be right all the same; by chance one in 36 would be.
    [Theory]
    [InlineData(0, 0, 0.0, 0.0)]
    [InlineData(1, 0, 0.6, 0.0)]
    [InlineData(2, 0, 0.5, 0.3)]
    [InlineData(0, 1, 0.7, 0.0)]
    [InlineData(0, 2, 0.5, 0.4)]
    public void Fit_TwelveSeriesOfAnOrder_IsOftenThatOrderAndNeverWorseThanIt(int p, int q, double first, double second)
    {
        int right = 0;
        for (ulong seed = 0; seed < 12; seed++)
        {
            double[] coefficients = [first, second];
            double[] values = Simulated.Arma(coefficients[..p], coefficients[..q], 300, seed + 100);
            ArimaModel model = Fit(values);
            right += (model.Order.AutoRegressive, model.Order.Differences, model.Order.MovingAverage) == (p, 0, q) ? 1 : 0;
            if (model.Order.Differences == 0)
            {
                Assert.True(model.Aicc <= ArimaFitter.Fit(values, new ArimaOrder(p, 0, q, model.Order.HasConstant)).Aicc + 1e-6);
            }
        }

        Assert.InRange(right, 5, 12);
    }

    [Fact]
    public void Fit_IntegratedMa1_FindsItsOrder()
    {
        ArimaModel model = Fit(Sums(Simulated.Arma([], [-0.6], 3000, seed: 34)));
        Assert.Equal((0, 1, 1), (model.Order.AutoRegressive, model.Order.Differences, model.Order.MovingAverage));
        Assert.Equal(-0.6, model.MovingAverage[0], 0.06);
    }

    [Fact]
    public void Fit_RandomWalkWithDrift_FindsTheDrift()
    {
        ArimaModel model = Fit(Sums([.. Simulated.Normal(1500, 35).Select(value => 0.5 + value)]));
        Assert.Equal(new ArimaOrder(0, 1, 0, true), model.Order);
        Assert.Equal(0.5, model.Mean, 0.1);
    }

    [Fact]
    public void Fit_AnyOfManySeries_IsNoWorseThanItsNeighbours()
    {
        // The search ends where no step improves AICc: checked against every model one step away.
        for (ulong seed = 0; seed < 5; seed++)
        {
            var random = new SeededRandom(seed);
            double[] values = Simulated.Arma([random.NextDouble() - 0.2], [random.NextDouble() - 0.5, 0.3], 400, seed + 40);
            ArimaModel best = Fit(values);
            for (int p = -1; p <= 1; p++)
            {
                for (int q = -1; q <= 1; q++)
                {
                    ArimaOrder order = best.Order with { AutoRegressive = best.Order.AutoRegressive + p, MovingAverage = best.Order.MovingAverage + q };
                    if (order.AutoRegressive is >= 0 and <= 5 && order.MovingAverage is >= 0 and <= 5 && best.Order.Differences == 0)
                    {
                        ArimaModel other = ArimaFitter.Fit(values, order);
                        Assert.True(!other.IsSound || other.Aicc >= best.Aicc - 1e-6, $"{other.Order} of {other.Aicc} against {best.Order} of {best.Aicc}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Fit_NothingToLearn_IsNull()
    {
        Assert.Null(ArimaSearch.Fit([5, 5, 5, 5, 5, 5], 5, Cancellation));
        Assert.Null(ArimaSearch.Fit([5, 6], 5, Cancellation));
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ArimaSearch.Fit(Simulated.Normal(100, 1), 5, source.Token));
    }

    private static ArimaModel Fit(double[] values) => ArimaSearch.Fit(values, 5, Cancellation)!;

    private static double[] Sums(double[] values)
    {
        double sum = 0;
        return [.. values.Select(value => sum += value)];
    }
}
