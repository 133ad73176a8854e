namespace Aquatope.Forecasting.Tests.Histogram;

public sealed class HybridHistogramPolicyTests
{
    [Fact]
    public void Windows_NothingSeen_KeepForTheWholeRange() =>
        Assert.Equal(new KeepAliveWindows(TimeSpan.Zero, TimeSpan.FromHours(4), IdleTimePattern.Unknown), new HybridHistogramPolicy().Windows);

    [Fact]
    public void Windows_OneTypicalIdleTime_EndJustAfterIt()
    {
        // All in the bin [20, 21) minutes: loaded after 0.9 * 20, kept until 1.1 * 21.
        HybridHistogramPolicy policy = Observing(Enumerable.Repeat(20.5, 30));
        Assert.Equal(TimeSpan.FromMinutes(18), policy.Windows.PreWarming);
        Assert.Equal(TimeSpan.FromMinutes(23.1), policy.Windows.End);
        Assert.Equal(IdleTimePattern.Typical, policy.Windows.Pattern);
        Assert.False(policy.Windows.IsWarm(TimeSpan.FromMinutes(17)));
        Assert.True(policy.Windows.IsWarm(TimeSpan.FromMinutes(20.5)));
        Assert.False(policy.Windows.IsWarm(TimeSpan.FromMinutes(24)));
    }

    [Fact]
    public void Windows_Percentiles_AreThoseOfTheHistogram()
    {
        // 4 of 100 below, so the 5th percentile is the fifth, of 10 minutes; the 99th is the 99th, of 30; the last is left out.
        HybridHistogramPolicy policy = Observing([.. Enumerable.Repeat(2.0, 4), .. Enumerable.Repeat(10.0, 90), .. Enumerable.Repeat(30.0, 5), 100]);
        Assert.Equal(TimeSpan.FromMinutes(9), policy.Windows.PreWarming);
        Assert.Equal(TimeSpan.FromMinutes(31 * 1.1), policy.Windows.End);
    }

    [Fact]
    public void Windows_HeadInTheFirstBin_KeepsTheWorker()
    {
        HybridHistogramPolicy policy = Observing([.. Enumerable.Repeat(0.2, 10), .. Enumerable.Repeat(5.0, 90)]);
        Assert.Equal(TimeSpan.Zero, policy.Windows.PreWarming);
        Assert.Equal(TimeSpan.FromMinutes(6.6), policy.Windows.KeepAlive);
    }

    [Fact]
    public void Windows_EvenHistogram_KeepForTheWholeRange() =>
        Assert.Equal(IdleTimePattern.Unknown, Observing(Enumerable.Range(0, 240).Select(minute => minute + 0.5)).Windows.Pattern);

    [Fact]
    public void Variation_SomeBins_IsTheCoefficientByHand()
    {
        // Counts 3, 1, 0, 0: mean 1, variance (4 + 0 + 1 + 1) / 4.
        var histogram = new IdleTimeHistogram(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(1));
        foreach (double minutes in (double[])[0, 0.5, 0.9, 1, 4, 7])
        {
            histogram.Add(TimeSpan.FromMinutes(minutes));
        }

        Assert.Equal(Math.Sqrt(1.5), histogram.Variation, 12);
        Assert.Equal((4, 2), (histogram.InBounds, histogram.OutOfBounds));
    }

    [Fact]
    public void Windows_MostlyOutOfBounds_SurroundTheForecast()
    {
        HybridHistogramPolicy policy = Observing(Enumerable.Repeat(600.0, 12));
        Assert.Equal(TimeSpan.FromMinutes(510), policy.Windows.PreWarming);
        Assert.Equal(TimeSpan.FromMinutes(180), policy.Windows.KeepAlive);
        Assert.Equal(IdleTimePattern.OutOfBounds, policy.Windows.Pattern);
    }

    [Fact]
    public void Windows_LongIdleTimesInTurn_AreForecastByArima()
    {
        // Long after short: x = 400 - 0.8 (x₋₁ - 400) + e, with errors of 20 minutes.
        double[] minutes = [.. Simulated.Arma([-0.8], [], 150, seed: 8).Select(value => 400 + (20 * value))];
        double expected = 400 - (0.8 * (minutes[^1] - 400));
        Assert.InRange(Observing(minutes).Windows.PreWarming.TotalMinutes / 0.85, expected - 10, expected + 10);
    }

    [Fact]
    public void Forecast_FewerUsedThanBefore_HoldsOnlyWhatWasNotUsedSince()
    {
        // Five in the first of the last two batches, three in the second: two workers have been idle for longer.
        double[] counts = [.. Enumerable.Range(0, 191).Select(i => i % 10 == 0 ? (i == 190 ? 3.0 : 5.0) : 0)];
        IReadOnlyList<PredictiveDistribution> bins = new HybridHistogramForecaster().Forecast(Simulated.Series(counts), 11).Bins;
        Assert.Equal([2.0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3], bins.Select(bin => bin.Mean));
    }

    [Fact]
    public void Observe_Negative_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>("idle", () => new HybridHistogramPolicy().Observe(TimeSpan.FromTicks(-1)));

    [Fact]
    public void Forecast_BatchesEveryTenMinutes_AreAheadOfThemByTheMargin()
    {
        // Nine idle bins each: the policy loads after 0.9 * 9 minutes and keeps until 1.1 * 10: bins 9, 10 and 11 after a batch.
        double[] counts = [.. Enumerable.Range(0, 200).Select(i => i % 10 == 0 ? 7.0 : 0)];
        CountSeries afterBatch = Simulated.Series(counts[..191]);
        IReadOnlyList<PredictiveDistribution> bins = new HybridHistogramForecaster().Forecast(afterBatch, 12).Bins;
        Assert.Equal([0.0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 0], bins.Select(bin => bin.Mean));
    }

    [Fact]
    public void Forecast_AlwaysBusy_IsTheGreatestOfTheLastTwoBins()
    {
        // No idle time but zero: the last percentile ends with the first bin of the histogram, at 1.1 minutes.
        double[] counts = [.. Enumerable.Range(1, 50).Select(i => (double)i), 3, 2];
        Assert.Equal(3, new HybridHistogramForecaster().Forecast(Simulated.Series(counts), 1).Bins[0].Mean);
    }

    private static HybridHistogramPolicy Observing(IEnumerable<double> minutes)
    {
        var policy = new HybridHistogramPolicy();
        foreach (double idle in minutes)
        {
            policy.Observe(TimeSpan.FromMinutes(idle));
        }

        return policy;
    }
}
