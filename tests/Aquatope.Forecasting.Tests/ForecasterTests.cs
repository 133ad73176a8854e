namespace Aquatope.Forecasting.Tests;

public sealed class ForecasterTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. All().Select(forecaster => forecaster.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forecast_AnySeries_HasTheHorizonAndConsistentQuantiles(string name)
    {
        CountSeries history = Series([.. Enumerable.Range(0, 60).Select(i => (double)(i % 7))]);
        Forecast forecast = All().Single(forecaster => forecaster.Name == name).Forecast(history, 5);

        Assert.Equal(name, forecast.Method);
        Assert.Null(forecast.FallbackReason);
        Assert.Equal(history.End, forecast.Start);
        Assert.Equal(5, forecast.Bins.Count);
        foreach (PredictiveDistribution bin in forecast.Bins)
        {
            Assert.True(bin.Quantile(0.1) <= bin.Quantile(0.5));
            Assert.True(bin.Quantile(0.5) <= bin.Quantile(0.99));
            Assert.True(bin.Cdf(bin.Quantile(0.9)) >= 0.9);
            Assert.True(bin.Mean >= 0 && bin.Variance >= 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forecast_OneBin_EitherWorksOrSaysWhoDid(string name)
    {
        Forecast forecast = All().Single(forecaster => forecaster.Name == name).Forecast(Series([4]), 2);
        Assert.Equal(2, forecast.Bins.Count);
        Assert.Equal(forecast.Method != name, forecast.FallbackReason is not null);
        Assert.Equal(4, forecast.Bins[1].Quantile(0.5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forecast_EmptySeries_ThrowsArgumentException(string name) =>
        Assert.Throws<ArgumentException>("history", () => All().Single(forecaster => forecaster.Name == name).Forecast(Series([]), 1));

    [Fact]
    public void Forecast_SeasonalNaive_RepeatsTheSeason()
    {
        Forecast forecast = new SeasonalNaiveForecaster(3).Forecast(Series([9, 9, 9, 1, 2, 3]), 4);
        Assert.Equal([1.0, 2.0, 3.0, 1.0], forecast.Bins.Select(bin => bin.Mean));
    }

    [Fact]
    public void Forecast_GammaPoissonOnPoissonCounts_CoversAsStated()
    {
        // 400 one-step forecasts of Poisson(6) counts: the share covered by the 90 % quantile has a standard deviation
        // of at most 1.5 points; counts being whole, true coverage may exceed 90 % by the probability of one count.
        double[] counts = PoissonCounts(6, 700);
        var forecaster = new GammaPoissonForecaster();
        int covered = 0;
        for (int i = 300; i < 700; i++)
        {
            Forecast forecast = forecaster.Forecast(Series(counts[(i - 300)..i]), 1);
            covered += counts[i] <= forecast.Bins[0].Quantile(0.9) ? 1 : 0;
        }

        Assert.InRange(covered / 400.0, 0.85, 0.98);
    }

    [Fact]
    public void Forecast_GammaPoissonAfterALevelShift_Follows()
    {
        double[] counts = [.. PoissonCounts(2, 200), .. PoissonCounts(30, 30)];
        Forecast forecast = new GammaPoissonForecaster().Forecast(Series(counts), 3);
        Assert.InRange(forecast.Bins[0].Mean, 22, 38);
        Assert.True(forecast.Bins[2].Variance > forecast.Bins[0].Variance);
    }

    [Fact]
    public void Forecast_GammaPoissonAfterSilence_StaysFiniteAndSmall()
    {
        Forecast forecast = new GammaPoissonForecaster().Forecast(Series(new double[5000]), 10);
        Assert.All(forecast.Bins, bin => Assert.InRange(bin.Mean, 0, 0.3));
        Assert.Equal(0, forecast.Bins[0].Quantile(0.8));
    }

    private static IForecaster[] All() =>
        [new LastValueForecaster(), new SeasonalNaiveForecaster(7), new MovingMaximumForecaster(10), new GammaPoissonForecaster()];

    private static CountSeries Series(double[] counts) => new(Start, TimeSpan.FromMinutes(1), counts);

    // Knuth's method on a linear congruential generator: any fixed sequence with these moments will do.
    private static double[] PoissonCounts(double mean, int length)
    {
        ulong state = 12345;
        double Next()
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return ((state >> 11) + 0.5) / (1UL << 53);
        }

        return [.. Enumerable.Range(0, length).Select(_ =>
        {
            double product = Next();
            int count = 0;
            for (; product > Math.Exp(-mean); count++)
            {
                product *= Next();
            }

            return (double)count;
        })];
    }
}
