namespace Aquatope.Forecasting.Tests;

/// <summary>What every method must do, whatever the series.</summary>
public sealed class ForecastingMethodsTests
{
    public static TheoryData<string> Names => [.. ForecastingMethods.Names];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Names_Always_AreDistinctAndThoseOfTheTrainers()
    {
        Assert.Equal(ForecastingMethods.Names.Length, ForecastingMethods.Names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ForecastingMethods.Names, name => Assert.Equal(name, ForecastingMethods.Find(name).Name));
        Assert.Throws<ArgumentException>("name", () => ForecastingMethods.Find("crystal-ball"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ForecastBatch_OriginsOfOneSeries_AgreesWithForecastsOneByOne(string name)
    {
        CountSeries series = Simulated.Series(Counts(260), minutes: 30);
        IForecaster forecaster = Train(name, series.Prefix(200));
        CountSeries[] histories = [series.Prefix(210), series, series.Prefix(200), series.Prefix(211), Simulated.Series(Counts(150)[50..], minutes: 30)];

        IReadOnlyList<Forecast> together = forecaster.ForecastBatch(histories, 3);

        Assert.Equal(histories.Length, together.Count);
        foreach ((CountSeries history, Forecast batched) in histories.Zip(together))
        {
            Forecast alone = forecaster.Forecast(history, 3);
            Assert.Equal(history.End, batched.Start);
            Assert.Equal((alone.Method, alone.FallbackReason), (batched.Method, batched.FallbackReason));
            Assert.All(alone.Bins.Zip(batched.Bins), pair => Assert.Equal(pair.First.Mean, pair.Second.Mean, 9));
            Assert.All(alone.Bins.Zip(batched.Bins), pair => Assert.Equal(pair.First.Quantile(0.95), pair.Second.Quantile(0.95), 9));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_Again_GivesTheSameForecasts(string name)
    {
        CountSeries series = Simulated.Series(Counts(200), minutes: 30);
        Assert.Equal(
            Train(name, series).Forecast(series, 5).Bins.Select(bin => (bin.Mean, bin.Variance)),
            Train(name, series).Forecast(series, 5).Bins.Select(bin => (bin.Mean, bin.Variance)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forecast_AnySeries_IsFiniteNotNegativeAndOrdered(string name)
    {
        foreach (double[] counts in (double[][])[Counts(150), [.. Counts(150).Select(count => count * 1e9)], [.. Counts(150).Select(count => count / 7)], [.. new double[149], 1]])
        {
            CountSeries series = Simulated.Series(counts, minutes: 30);
            Forecast forecast = Train(name, series.Prefix(120)).Forecast(series, 50);
            Assert.Equal(50, forecast.Bins.Count);
            foreach (PredictiveDistribution bin in forecast.Bins)
            {
                Assert.True(double.IsFinite(bin.Mean) && bin.Mean >= 0 && double.IsFinite(bin.Variance) && bin.Variance >= 0);
                Assert.True(bin.Quantile(0.01) >= 0 && bin.Quantile(0.01) <= bin.Quantile(0.5) && bin.Quantile(0.5) <= bin.Quantile(0.99));
                Assert.True(bin.Cdf(bin.Quantile(0.9)) >= 0.9 - 1e-9);
                Assert.True(double.IsFinite(bin.RankedProbabilityScore(3)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_ConstantSeries_ForecastsTheConstant(string name)
    {
        CountSeries series = Simulated.Series([.. Enumerable.Repeat(6.0, 150)], minutes: 30);
        Forecast forecast = Train(name, series).Forecast(series, 1);
        Assert.All(forecast.Bins, bin => Assert.Equal(6, bin.Quantile(0.5)));
        Assert.Equal(name != forecast.Method, forecast.FallbackReason is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_OneBin_EitherWorksOrSaysWhy(string name)
    {
        CountSeries series = Simulated.Series([4]);
        Forecast forecast = Train(name, series).Forecast(series, 2);
        Assert.Equal(2, forecast.Bins.Count);
        Assert.Equal(name != forecast.Method, forecast.FallbackReason is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_NoBins_Throws(string name) => Assert.Throws<ArgumentException>("training", () => Train(name, Simulated.Series([])));

    [Fact]
    public void Forecast_KeepAlive_IsTheGreatestOfTenMinutesAndFallsAsWorkersGo()
    {
        double[] counts = [.. Enumerable.Repeat(9.0, 5), 8, .. Enumerable.Repeat(2.0, 7), 1, 1];
        IReadOnlyList<PredictiveDistribution> bins = Train("keep-alive", Simulated.Series(counts)).Forecast(Simulated.Series(counts), 11).Bins;
        Assert.Equal([8.0, 2, 2, 2, 2, 2, 2, 2, 1, 1, 0], bins.Select(bin => bin.Mean));
    }

    [Fact]
    public void Forecast_KeepAliveOverWideBins_LooksAtOne()
    {
        CountSeries series = Simulated.Series([9, 2], minutes: 60);
        Assert.Equal(2, Train("keep-alive", series).Forecast(series, 1).Bins[0].Mean);
    }

    private static IForecaster Train(string name, CountSeries series) => ForecastingMethods.Find(name).Train(series, 1, Cancellation);

    private static double[] Counts(int length) =>
        Simulated.Poisson(Enumerable.Range(0, length).Select(i => 12 + (8 * Math.Sin(2 * Math.PI * i / 48))), seed: 71);
}
