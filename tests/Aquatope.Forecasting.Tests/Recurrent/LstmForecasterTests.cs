namespace Aquatope.Forecasting.Tests;

public sealed class LstmForecasterTests
{
    private static readonly LstmOptions Small = new()
    {
        WindowBins = 16,
        Units = 8,
        Training = new TrainingOptions { Epochs = 12, BatchSize = 32, LearningRate = 1e-2 },
    };

    private static readonly Lazy<LstmForecaster> OfWave = new(() => Train(SyntheticSeries.Wave(1200, 30), Small));

    [Fact]
    public void Forecast_Wave_IsBetterThanTheLastValue()
    {
        CountSeries series = SyntheticSeries.Wave(1500, 30, seed: 3);
        int[] origins = [.. Enumerable.Range(1250, 240)];
        IReadOnlyList<Forecast> forecasts = OfWave.Value.ForecastBatch([.. origins.Select(series.Prefix)], 1);
        double ours = 0;
        double last = 0;
        for (int i = 0; i < origins.Length; i++)
        {
            ours += Math.Abs(forecasts[i].Bins[0].Quantile(0.5) - series.Counts[origins[i]]);
            last += Math.Abs(series.Counts[origins[i] - 1] - series.Counts[origins[i]]);
        }

        Assert.True(ours < 0.9 * last, $"{ours} against {last}");
    }

    [Fact]
    public void Forecast_ManyBinsAhead_IsFiniteAndLessCertain()
    {
        Forecast forecast = OfWave.Value.Forecast(SyntheticSeries.Wave(1300, 30), 60);
        Assert.Equal(60, forecast.Bins.Count);
        Assert.All(forecast.Bins, bin => Assert.True(double.IsFinite(bin.Mean) && bin.Mean >= 0));
        Assert.True(forecast.Bins[40].Quantile(0.95) - forecast.Bins[40].Quantile(0.5) > forecast.Bins[0].Quantile(0.95) - forecast.Bins[0].Quantile(0.5));
    }

    [Fact]
    public void ForecastBatch_HistoriesInCompany_AreForecastAsAlone()
    {
        CountSeries[] histories = [SyntheticSeries.Wave(300, 30), SyntheticSeries.Wave(100, 9), SyntheticSeries.Wave(3, 9), SyntheticSeries.Comb(500)];
        IReadOnlyList<Forecast> together = OfWave.Value.ForecastBatch(histories, 4);
        for (int i = 0; i < histories.Length; i++)
        {
            Forecast alone = OfWave.Value.Forecast(histories[i], 4);
            Assert.Equal(alone.Method, together[i].Method);
            Assert.Equal(alone.Bins.Select(bin => bin.Mean), together[i].Bins.Select(bin => bin.Mean));
        }
    }

    [Fact]
    public void Train_SeriesThatCannotBeLearnedFrom_FallsBackAndSaysWhy()
    {
        CountSeries constant = SyntheticSeries.Of([.. Enumerable.Repeat(4.0, 500)]);
        Forecast forecast = new LstmTrainer(Small).Train(constant, 1, CancellationToken.None).Forecast(constant, 1);
        Assert.Equal("gamma-poisson", forecast.Method);
        Assert.NotNull(forecast.FallbackReason);
        Assert.NotNull(new LstmTrainer(Small).Train(constant.Prefix(9), 1, CancellationToken.None).Forecast(constant, 1).FallbackReason);
    }

    [Fact]
    public void Train_SameSeed_GivesTheSameWeights()
    {
        CountSeries series = SyntheticSeries.Wave(400, 5);
        LstmOptions one = Small with { Training = Small.Training with { Epochs = 2, Threads = 1 } };
        LstmOptions four = Small with { Training = Small.Training with { Epochs = 2, Threads = 4 } };
        Assert.Equal(Train(series, one).Model.Parameters, Train(series, four).Model.Parameters);
    }

    private static LstmForecaster Train(CountSeries series, LstmOptions options) =>
        (LstmForecaster)new LstmTrainer(options).Train(series, 1, CancellationToken.None);
}
