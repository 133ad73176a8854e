namespace Aquatope.Forecasting.Tests.Arima;

public sealed class ArimaForecasterTests
{
    [Fact]
    public void Moments_Ar1_AreTheClosedForms()
    {
        const double Phi = 0.8;
        const double Mean = 10;
        var model = Model(new ArimaOrder(1, 0, 0, true), [Phi], [], Mean, variance: 4);
        (double[] means, double[] variances) = ArimaForecaster.Moments(model, [3, 12], 6);
        for (int h = 1; h <= 6; h++)
        {
            Assert.Equal(Mean + (Math.Pow(Phi, h) * 2), means[h - 1], 12);
            Assert.Equal(4 * (1 - Math.Pow(Phi, 2 * h)) / (1 - (Phi * Phi)), variances[h - 1], 12);
        }
    }

    [Fact]
    public void Moments_RandomWalkWithDrift_RiseByIt()
    {
        var model = Model(new ArimaOrder(0, 1, 0, true), [], [], 0.5, variance: 2);
        (double[] means, double[] variances) = ArimaForecaster.Moments(model, [4, 9], 3);
        Assert.Equal([9.5, 10, 10.5], means);
        Assert.Equal([2.0, 4, 6], variances);
    }

    [Fact]
    public void Moments_TwoDifferences_ContinueTheLine()
    {
        var model = Model(new ArimaOrder(0, 2, 0, false), [], [], 0, variance: 1);
        (double[] means, double[] variances) = ArimaForecaster.Moments(model, [1, 3, 6, 10], 3);
        Assert.Equal([14.0, 18, 22], means);
        Assert.Equal([1.0, 1 + 4, 1 + 4 + 9], variances);
    }

    [Fact]
    public void Moments_IntegratedMa1_AreThoseOfSimpleExponentialSmoothing()
    {
        // ARIMA(0,1,1) with θ = α - 1: the level l follows x by α, and the variance grows by α² σ² a step.
        const double Alpha = 0.3;
        var model = Model(new ArimaOrder(0, 1, 1, false), [], [Alpha - 1], 0, variance: 1);
        double[] values = [.. Simulated.Normal(400, 51).Select(value => 5 + value)];
        double level = values[0];
        foreach (double value in values)
        {
            level += Alpha * (value - level);
        }

        (double[] means, double[] variances) = ArimaForecaster.Moments(model, values, 3);
        Assert.All(means, mean => Assert.Equal(level, mean, 9));
        Assert.Equal(1 + (2 * Alpha * Alpha), variances[2], 12);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.98)]
    public void Memory_OfAnMa1_SufficesForTheWholeHistory(double theta)
    {
        var model = Model(new ArimaOrder(1, 0, 1, true), [0.6], [theta], 3, variance: 1);
        double[] values = Simulated.Arma([0.6], [theta], 20_000, seed: 52);
        int memory = model.Memory(1e-7, 5000);
        Assert.InRange(memory, 10, 2000);
        Assert.Equal(ArimaForecaster.Moments(model, values, 1).Means[0], ArimaForecaster.Moments(model, values.AsSpan(^memory..), 1).Means[0], 1e-5);
    }

    [Fact]
    public void Forecast_Ar1Counts_CoverAsStatedAndRound()
    {
        // 2,000 one-step forecasts; the share below the 90 % quantile has a deviation of 0.7 points.
        double[] counts = [.. Simulated.Arma([0.7], [], 4000, seed: 53).Select(value => Math.Max(0, Math.Round(50 + (6 * value))))];
        IForecaster forecaster = new ArimaTrainer().Train(Simulated.Series(counts[..2000]), 1, TestContext.Current.CancellationToken);
        int covered = 0;
        for (int origin = 2000; origin < 4000; origin++)
        {
            PredictiveDistribution next = forecaster.Forecast(Simulated.Series(counts[(origin - 50)..origin]), 1).Bins[0];
            covered += counts[origin] <= next.Quantile(0.9) ? 1 : 0;
            Assert.Equal(Math.Floor(next.Quantile(0.5)), next.Quantile(0.5));
        }

        Assert.InRange(covered / 2000.0, 0.87, 0.94);
    }

    private static ArimaModel Model(ArimaOrder order, double[] ar, double[] ma, double mean, double variance) =>
        new(order, ar, ma, mean, variance, LogLikelihood: 0, Observations: 100);
}
