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

    [Fact]
    public void Write_LastCount_IsSeen()
    {
        double[] counts = [.. SyntheticSeries.Wave(500, 20).Counts];
        float[] before = Features(FeatureSet.Lagged, counts, 400, 1);
        counts[399] += 50;
        Assert.NotEqual(before, Features(FeatureSet.Lagged, counts, 400, 1));
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
