namespace Aquatope.Forecasting.Tests;

public sealed class HybridBayesianForecasterTests
{
    private static readonly Lazy<HybridBayesianForecaster> OfComb = new(() => Train(SyntheticSeries.Comb(1500), SyntheticSeries.SmallOptions));

    [Fact]
    public void Forecast_Comb_KnowsWhenTheNextBatchComes()
    {
        CountSeries series = SyntheticSeries.Comb(1700, seed: 2);
        IReadOnlyList<Forecast> forecasts = OfComb.Value.ForecastBatch([.. Enumerable.Range(1600, 100).Select(series.Prefix)], 1);
        for (int i = 0; i < forecasts.Count; i++)
        {
            double median = forecasts[i].Bins[0].Quantile(0.5);
            Assert.Equal("hbnn", forecasts[i].Method);
            Assert.Null(forecasts[i].FallbackReason);
            if (i % 10 == 0)
            {
                Assert.InRange(median, 16, 24);
            }
            else
            {
                Assert.Equal(0, median);
            }
        }
    }

    [Fact]
    public void Forecast_ManyBinsAhead_KnowsTheBatchesToo()
    {
        CountSeries history = SyntheticSeries.Comb(1600, seed: 2);
        Forecast forecast = OfComb.Value.Forecast(history, 60);
        Assert.Equal(60, forecast.Bins.Count);
        Assert.Equal(history.End, forecast.Start);
        for (int h = 0; h < 60; h++)
        {
            Assert.Equal(h % 10 == 0, forecast.Bins[h].Quantile(0.5) > 5);
        }
    }

    [Fact]
    public void ForecastBatch_HistoriesInCompany_AreForecastAsAlone()
    {
        CountSeries[] histories =
        [
            SyntheticSeries.Comb(300), SyntheticSeries.Wave(400, 7), SyntheticSeries.Comb(1600).Prefix(1599), SyntheticSeries.Comb(10), SyntheticSeries.Comb(1600).Prefix(50),
        ];
        IReadOnlyList<Forecast> together = OfComb.Value.ForecastBatch(histories, 3);
        for (int i = 0; i < histories.Length; i++)
        {
            AssertSame(OfComb.Value.Forecast(histories[i], 3), together[i]);
        }
    }

    [Fact]
    public void ForecastBatch_PrefixesOfOneSeries_AreForecastAsIfCopied()
    {
        CountSeries series = SyntheticSeries.Wave(500, 12);
        IReadOnlyList<Forecast> prefixes = OfComb.Value.ForecastBatch([.. Enumerable.Range(440, 40).Select(series.Prefix)], 2);
        for (int i = 0; i < 40; i += 13)
        {
            var copy = new CountSeries(series.Start, series.BinWidth, series.Counts[..(440 + i)].ToArray());
            AssertSame(OfComb.Value.Forecast(copy, 2), prefixes[i]);
        }
    }

    [Fact]
    public void Train_SameSeedOnOtherNumbersOfThreads_GivesTheSameForecasts()
    {
        HybridBayesianOptions options = SyntheticSeries.SmallOptions with { Calibration = CalibrationMode.HeldOut };
        CountSeries series = SyntheticSeries.Wave(600, 5);
        HybridBayesianForecaster one = Train(series, WithThreads(options, 1));
        HybridBayesianForecaster three = Train(series, WithThreads(options, 3));
        Assert.Equal(one.Model.Members, three.Model.Members);
        AssertSame(one.Forecast(series, 2), three.Forecast(series, 2));
        Assert.NotEqual(one.Model.Members, Train(series, options, seed: 2).Model.Members);
    }

    [Fact]
    public void Forecast_TrainedOnPoissonWave_CoversAsStated()
    {
        // 600 forecasts: shares have standard deviations of at most 2 points; the network is small and briefly trained.
        CountSeries series = SyntheticSeries.Wave(2600, 40);
        HybridBayesianForecaster forecaster = Train(series.Prefix(2000), SyntheticSeries.SmallOptions);
        IReadOnlyList<Forecast> forecasts = forecaster.ForecastBatch([.. Enumerable.Range(2000, 600).Select(series.Prefix)], 1);
        Assert.InRange(Covered(0.5), 0.4, 0.62);
        Assert.InRange(Covered(0.95), 0.89, 0.99);

        double Covered(double level) =>
            forecasts.Select((forecast, i) => series.Counts[2000 + i] <= forecast.Bins[0].Quantile(level) ? 1.0 : 0).Average();
    }

    [Theory]
    [InlineData(CalibrationMode.None)]
    [InlineData(CalibrationMode.Rolling)]
    public void Forecast_OtherCalibrations_GiveProperDistributions(CalibrationMode mode)
    {
        CountSeries series = SyntheticSeries.Wave(700, 12);
        Forecast forecast = Train(series, SyntheticSeries.SmallOptions with { Calibration = mode }).Forecast(series, 3);
        AssertProper(forecast);
    }

    [Fact]
    public void Forecast_AsPublished_GivesProperDistributions()
    {
        CountSeries series = SyntheticSeries.Wave(700, 12);
        HybridBayesianOptions small = SyntheticSeries.SmallOptions;
        HybridBayesianOptions options = HybridBayesianOptions.AsPublished with { Pretraining = small.Pretraining, Prediction = small.Prediction, EncoderUnits = 8, Passes = 10 };
        AssertProper(Train(series, options).Forecast(series, 3));
    }

    [Fact]
    public void Forecast_FractionalCounts_ForecastsFractions()
    {
        CountSeries whole = SyntheticSeries.Wave(700, 12);
        CountSeries series = SyntheticSeries.Of([.. whole.Counts.ToArray().Select(count => count * 0.013)]);
        Forecast forecast = Train(series, SyntheticSeries.SmallOptions).Forecast(series, 1);
        AssertProper(forecast);
        Assert.InRange(forecast.Bins[0].Quantile(0.5), 0.02, 0.4);
    }

    [Fact]
    public void Train_SeriesThatCannotBeLearnedFrom_FallsBackAndSaysWhy()
    {
        var trainer = new HybridBayesianTrainer(SyntheticSeries.SmallOptions);
        foreach (CountSeries series in new[] { SyntheticSeries.Comb(20), SyntheticSeries.Of([.. Enumerable.Repeat(4.0, 500)]) })
        {
            Forecast forecast = trainer.Train(series, 1, CancellationToken.None).Forecast(series, 2);
            Assert.Equal("gamma-poisson", forecast.Method);
            Assert.NotNull(forecast.FallbackReason);
        }

        Assert.Throws<ArgumentException>(() => trainer.Train(SyntheticSeries.Of([]), 1, CancellationToken.None));
    }

    [Fact]
    public void Forecast_HistoryThatDoesNotFit_FallsBackAndSaysWhy()
    {
        CountSeries comb = SyntheticSeries.Comb(300);
        Assert.NotNull(OfComb.Value.Forecast(comb.Prefix(5), 1).FallbackReason);
        Assert.NotNull(OfComb.Value.Forecast(new CountSeries(comb.Start, TimeSpan.FromHours(1), comb.Counts.ToArray()), 1).FallbackReason);
        Assert.Throws<ArgumentException>(() => OfComb.Value.Forecast(comb.Prefix(0), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => OfComb.Value.Forecast(comb, 0));
    }

    [Fact]
    public void Forecast_CountsFarAboveTraining_StaysProper()
    {
        CountSeries comb = SyntheticSeries.Comb(300);
        AssertProper(OfComb.Value.Forecast(SyntheticSeries.Of([.. comb.Counts.ToArray().Select(count => count * 1e6)]), 5));
        AssertProper(OfComb.Value.Forecast(SyntheticSeries.Of(new double[300]), 5));
    }

    [Fact]
    public void TrainGlobal_SeveralSeries_ForecastsOneItHasNotSeen()
    {
        CountSeries[] training = [SyntheticSeries.Comb(800), SyntheticSeries.Comb(800, seed: 5), SyntheticSeries.Of([.. Enumerable.Repeat(1.0, 300)])];
        HybridBayesianForecaster forecaster = new HybridBayesianTrainer(SyntheticSeries.SmallOptions).TrainGlobal(training, 1, CancellationToken.None);
        CountSeries unseen = SyntheticSeries.Of([.. SyntheticSeries.Comb(200, seed: 9).Counts.ToArray().Select(count => 5 * count)]);
        Forecast forecast = forecaster.Forecast(unseen, 2);
        Assert.InRange(forecast.Bins[0].Quantile(0.5), 50, 200);
        Assert.Equal(0, forecast.Bins[1].Quantile(0.5));
        Assert.NotNull(forecaster.Forecast(training[2], 1).FallbackReason);
    }

    private static HybridBayesianOptions WithThreads(HybridBayesianOptions options, int threads) => options with
    {
        Pretraining = options.Pretraining with { Threads = threads },
        Prediction = options.Prediction with { Threads = threads },
    };

    private static HybridBayesianForecaster Train(CountSeries series, HybridBayesianOptions options, ulong seed = 1) =>
        (HybridBayesianForecaster)new HybridBayesianTrainer(options).Train(series, seed, CancellationToken.None);

    private static void AssertSame(Forecast expected, Forecast actual)
    {
        Assert.Equal(expected.Method, actual.Method);
        foreach ((PredictiveDistribution first, PredictiveDistribution second) in expected.Bins.Zip(actual.Bins))
        {
            Assert.Equal(first.Mean, second.Mean);
            Assert.Equal(first.Quantile(0.99), second.Quantile(0.99));
        }
    }

    private static void AssertProper(Forecast forecast)
    {
        Assert.Null(forecast.FallbackReason);
        foreach (PredictiveDistribution bin in forecast.Bins)
        {
            Assert.True(double.IsFinite(bin.Mean) && bin.Mean >= 0);
            Assert.True(double.IsFinite(bin.Variance) && bin.Variance >= 0);
            Assert.True(bin.Quantile(0.01) <= bin.Quantile(0.5) && bin.Quantile(0.5) <= bin.Quantile(0.99));
            Assert.True(bin.Quantile(0.01) >= 0);
        }
    }
}
