namespace Aquatope.Forecasting.Tests;

public sealed class ModelFileTests
{
    private static readonly CountSeries Series = SyntheticSeries.Wave(400, 12);

    private static readonly Lazy<(HybridBayesianForecaster Forecaster, byte[] File)> Saved = new(() =>
    {
        var forecaster = (HybridBayesianForecaster)new HybridBayesianTrainer(SyntheticSeries.SmallOptions).Train(Series, 1, CancellationToken.None);
        using var stream = new MemoryStream();
        forecaster.Save(stream);
        return (forecaster, stream.ToArray());
    });

    [Fact]
    public void Load_SavedHybrid_ForecastsTheSame()
    {
        Forecast expected = Saved.Value.Forecaster.Forecast(Series, 5);
        Forecast actual = HybridBayesianForecaster.Load(new MemoryStream(Saved.Value.File)).Forecast(Series, 5);
        Assert.Equal(expected.Bins.Select(bin => bin.Mean), actual.Bins.Select(bin => bin.Mean));
        Assert.Equal(expected.Bins.Select(bin => bin.Quantile(0.95)), actual.Bins.Select(bin => bin.Quantile(0.95)));
    }

    [Fact]
    public void Load_SavedLstm_ForecastsTheSame()
    {
        var options = new LstmOptions { WindowBins = 8, Units = 4, Training = new TrainingOptions { Epochs = 1 } };
        var forecaster = (LstmForecaster)new LstmTrainer(options).Train(Series, 1, CancellationToken.None);
        using var stream = new MemoryStream();
        forecaster.Save(stream);
        stream.Position = 0;
        Assert.Equal(
            forecaster.Forecast(Series, 5).Bins.Select(bin => bin.Mean),
            LstmForecaster.Load(stream).Forecast(Series, 5).Bins.Select(bin => bin.Mean));
    }

    [Fact]
    public void Load_GlobalModel_ScalesEachHistoryItself()
    {
        HybridBayesianForecaster global = new HybridBayesianTrainer(SyntheticSeries.SmallOptions).TrainGlobal([Series, SyntheticSeries.Comb(300)], 1, CancellationToken.None);
        using var stream = new MemoryStream();
        global.Save(stream);
        stream.Position = 0;
        CountSeries other = SyntheticSeries.Wave(200, 90);
        Assert.Equal(global.Forecast(other, 1).Bins[0].Mean, HybridBayesianForecaster.Load(stream).Forecast(other, 1).Bins[0].Mean);
    }

    [Fact]
    public void Load_TruncatedAnywhere_SaysSo()
    {
        byte[] file = Saved.Value.File;
        for (int length = 4; length < file.Length; length += 1 + (file.Length / 200))
        {
            Assert.Equal(ModelFileFault.Corrupt, FaultOf(file[..length]));
        }
    }

    [Fact]
    public void Load_AnyByteAltered_IsNeverAccepted()
    {
        byte[] file = Saved.Value.File;
        for (int at = 0; at < file.Length; at += 1 + (file.Length / 300))
        {
            byte[] altered = [.. file];
            altered[at] ^= 0x10;
            Assert.NotNull(FaultOf(altered));
        }
    }

    [Fact]
    public void Load_OtherFiles_SayWhatIsWrong()
    {
        Assert.Equal(ModelFileFault.NotAModel, FaultOf([]));
        Assert.Equal(ModelFileFault.NotAModel, FaultOf([.. "{\"model\": 1}"u8]));
        byte[] version = [.. Saved.Value.File];
        version[4] = 2;
        Assert.Equal(ModelFileFault.WrongVersion, FaultOf(version));

        using var lstm = new MemoryStream(Saved.Value.File);
        Assert.Equal(ModelFileFault.WrongKind, Assert.Throws<ModelFileException>(() => LstmForecaster.Load(lstm)).Fault);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Load_SoundFileWithSenselessContent_SaysSo(string header)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, "hbnn", System.Text.Encoding.UTF8.GetBytes(header), [1f]);
        Assert.Equal(ModelFileFault.Corrupt, FaultOf(stream.ToArray()));
    }

    private static ModelFileFault? FaultOf(byte[] file) =>
        Record.Exception(() => HybridBayesianForecaster.Load(new MemoryStream(file))) switch
        {
            null => null,
            ModelFileException exception => exception.Fault,
            Exception other => throw other,
        };
}
