namespace Aquatope.Forecasting.Tests;

public sealed class FeatureExtractorTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(FeatureSet.Calendar)]
    [InlineData(FeatureSet.Lagged)]
    public void Write_WhatComesAtOrAfterTheOrigin_IsNotSeen(FeatureSet set)
    {
        double[] counts = [.. SyntheticSeries.Wave(25_000, 20).Counts];
        foreach (int origin in new[] { 1, 3, 50, 700, 1441, 3000, 11_000, 21_000 })
        {
            foreach (int horizon in new[] { 1, 2, 7, 60, 1500 })
            {
                double[] changed = [.. counts];
                changed.AsSpan(origin).Fill(999);
                Assert.Equal(Features(set, counts, origin, horizon), Features(set, changed, origin, horizon));
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(36, 1)]
    [InlineData(60, 1)]
    [InlineData(1440, 1)]
    [InlineData(2880, 1)]
    [InlineData(10_080, 1)]
    [InlineData(1440 - 29, 30)]
    [InlineData(2880 - 29, 30)]
    public void Write_CountsThatShouldMatter_AreSeen(int back, int horizon)
    {
        const int Origin = 12_000;
        double[] counts = [.. SyntheticSeries.Wave(12_500, 20).Counts];
        float[] before = Features(FeatureSet.Lagged, counts, Origin, horizon);
        counts[Origin - back] += 50;
        Assert.NotEqual(before, Features(FeatureSet.Lagged, counts, Origin, horizon));
    }

    [Fact]
    public void Write_AnySeriesAndHorizon_StaysWithinItsReach()
    {
        CountSeries series = SyntheticSeries.Wave(25_000, 20);
        SeriesScale scale = SeriesScale.Of(series.Counts, CountTransform.Logarithm)!;
        var extractor = new FeatureExtractor(FeatureSet.Lagged, Minute, 60, knowsWeeks: true, new SeriesAnchor(true, 48));
        var (whole, cut) = (new float[extractor.Count], new float[extractor.Count]);
        foreach (int horizon in new[] { 1, 60, 1440, 5000 })
        {
            const int Origin = 24_000;
            extractor.Write(new ScaledSeries(series, scale), Origin, horizon, whole);
            extractor.Write(new ScaledSeries(series, scale, Origin - extractor.Reach(horizon)), Origin, horizon, cut);
            Assert.Equal(whole, cut);
        }
    }

    [Fact]
    public void Write_FewWeeks_HidesTheWeekday()
    {
        CountSeries series = SyntheticSeries.Comb(9000);
        SeriesScale scale = SeriesScale.Of(series.Counts, CountTransform.Logarithm)!;
        var extractor = new FeatureExtractor(FeatureSet.Lagged, Minute, 60, knowsWeeks: false, new SeriesAnchor(true, 48));
        var features = new float[extractor.Count];
        extractor.Write(new ScaledSeries(series, scale), 8000, 1, features);
        Assert.Equal([0f, 0f], features[2..4]);
    }

    private static float[] Features(FeatureSet set, double[] counts, int origin, int horizon)
    {
        var extractor = new FeatureExtractor(set, Minute, 60, knowsWeeks: true, new SeriesAnchor(true, 48));
        var features = new float[extractor.Count];
        var scale = new SeriesScale(CountTransform.Logarithm, 1, 2, 1, Greatest: 1000);
        extractor.Write(new ScaledSeries(SyntheticSeries.Of(counts), scale), origin, horizon, features);
        return features;
    }
}
