namespace Aquatope.Forecasting.Tests;

public sealed class ForecasterFileTests
{
    private static readonly LstmOptions Small = new() { WindowBins = 16, Units = 4, Training = new TrainingOptions { Epochs = 1, BatchSize = 32 } };

    [Fact]
    public void Load_AnyKind_ForecastsAsTheOneThatWasSaved()
    {
        CountSeries series = SyntheticSeries.Wave(400, 30);
        IForecaster trained = new LstmTrainer(Small).Train(series, 1, TestContext.Current.CancellationToken);
        using var file = new MemoryStream();
        ForecasterFile.Save(trained, file);
        file.Position = 0;

        IForecaster loaded = ForecasterFile.Load(file);
        Assert.Equal("lstm", loaded.Name);
        Assert.Equal(trained.Forecast(series, 1).Bins[0].Quantile(0.9), loaded.Forecast(series, 1).Bins[0].Quantile(0.9));
    }

    [Fact]
    public void Load_NoModel_SaysSo()
    {
        using var file = new MemoryStream([1, 2, 3]);

        Assert.Equal(ModelFileFault.NotAModel, Assert.Throws<ModelFileException>(() => ForecasterFile.Load(file)).Fault);
    }

    [Fact]
    public void Save_NothingToKeep_IsRefused() =>
        Assert.Throws<ArgumentException>("forecaster", () => ForecasterFile.Save(new GammaPoissonForecaster(), Stream.Null));
}
