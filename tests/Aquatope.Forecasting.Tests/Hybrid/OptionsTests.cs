namespace Aquatope.Forecasting.Tests;

public sealed class OptionsTests
{
    public static TheoryData<HybridBayesianOptions> Wrong =>
    [
        new HybridBayesianOptions { WindowBins = 0 },
        new HybridBayesianOptions { DecoderBins = 49 },
        new HybridBayesianOptions { Passes = 0 },
        new HybridBayesianOptions { Members = 0 },
        new HybridBayesianOptions { EncoderDropout = 1 },
        new HybridBayesianOptions { PredictionDropout = double.NaN },
        new HybridBayesianOptions { HeldOutShare = 0 },
        new HybridBayesianOptions { Pretraining = new TrainingOptions { LearningRate = 0 } },
        new HybridBayesianOptions { Prediction = new TrainingOptions { Epochs = 0 } },
        new HybridBayesianOptions { Prediction = new TrainingOptions { GreatestGradientNorm = double.NaN } },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Constructor_HybridOptionOutOfRange_ThrowsArgumentOutOfRangeException(HybridBayesianOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HybridBayesianTrainer(options));

    [Fact]
    public void Constructor_LstmOptionOutOfRange_ThrowsArgumentOutOfRangeException()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LstmTrainer(new LstmOptions { Units = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LstmTrainer(new LstmOptions { HeldOutShare = 0.6 }));
    }

    [Fact]
    public void Train_ManyDecoderBins_StillHasWindowsHeldOut()
    {
        HybridBayesianOptions options = SyntheticSeries.SmallOptions with { DecoderBins = 16, HeldOutShare = 0.05 };
        var trainer = new HybridBayesianTrainer(options);
        CountSeries series = SyntheticSeries.Wave(trainer.LeastBins, 20);
        Assert.Null(trainer.Train(series, 1, CancellationToken.None).Forecast(series, 1).FallbackReason);
    }
}
