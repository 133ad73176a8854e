namespace Aquatope.Forecasting;

/// <summary>The form of the hybrid Bayesian neural network, and how it is trained.</summary>
public sealed record HybridBayesianOptions
{
    /// <summary>Gets the network as published (Aquatope, ASPLOS 2023), with its correct decoding; see remarks.</summary>
    /// <remarks>
    /// Differences that remain: early stopping and gradient clipping; how far ahead the bin lies is a feature, so that one
    /// network serves every horizon; training of the prediction network draws from a few masks of the encoder.
    /// </remarks>
    public static HybridBayesianOptions AsPublished { get; } = new()
    {
        Transform = CountTransform.None,
        Features = FeatureSet.Calendar,
        IsLevelRelative = false,
        Head = PredictionHead.SquaredError,
        Calibration = CalibrationMode.None,
        EncoderUnits = 64,
        FirstUnits = 64,
        SecondUnits = 16,
        PredictionDropout = 0.2,
        HasLinearPart = false,
        LearnsCountFrequencies = false,
        Members = 1,
        RefitsHeldOut = false,
    };

    /// <summary>Gets the bins that the encoder sees. Default: 48.</summary>
    public int WindowBins { get; init; } = 48;

    /// <summary>Gets the bins that the decoder predicts in pre-training. Default: 12.</summary>
    public int DecoderBins { get; init; } = 12;

    /// <summary>Gets the units of the encoder's first layer. Default: 32.</summary>
    public int EncoderUnits { get; init; } = 32;

    /// <summary>Gets a value indicating whether the prediction network sees the encoder's latent sequence. Default: true.</summary>
    public bool HasEncoder { get; init; } = true;

    /// <summary>Gets the units of the prediction network's first layer. Default: 64.</summary>
    public int FirstUnits { get; init; } = 64;

    /// <summary>Gets the units of the prediction network's second layer. Default: 32.</summary>
    public int SecondUnits { get; init; } = 32;

    /// <summary>
    /// Gets a value indicating whether the features also go straight to the outputs: a regression of which the network learns
    /// the residual. Default: true.
    /// </summary>
    public bool HasLinearPart { get; init; } = true;

    /// <summary>Gets the scale of the counts. Default: logarithm.</summary>
    public CountTransform Transform { get; init; } = CountTransform.Logarithm;

    /// <summary>Gets the external features. Default: lagged.</summary>
    public FeatureSet Features { get; init; } = FeatureSet.Lagged;

    /// <summary>
    /// Gets a value indicating whether the network sees and forecasts counts relative to the level of the latest 15 bins, so
    /// that what it learned holds at other levels; else relative to the first count of the window, as published. Default: true.
    /// </summary>
    public bool IsLevelRelative { get; init; } = true;

    /// <summary>Gets what the outputs mean. Default: a zero-inflated mixture.</summary>
    public PredictionHead Head { get; init; } = PredictionHead.ZeroInflatedMixture;

    /// <summary>Gets a value indicating whether probabilities of small counts are corrected by how often the series shows each. Default: true.</summary>
    public bool LearnsCountFrequencies { get; init; } = true;

    /// <summary>Gets how probabilities are corrected. Default: by the held-out tail.</summary>
    public CalibrationMode Calibration { get; init; } = CalibrationMode.HeldOut;

    /// <summary>Gets the rate of dropout on the LSTM layers' outputs, in [0, 1). Default: 0.25.</summary>
    public double EncoderDropout { get; init; } = 0.25;

    /// <summary>Gets the rate of dropout in the prediction network, in [0, 1). Default: 0.1.</summary>
    public double PredictionDropout { get; init; } = 0.1;

    /// <summary>Gets the Monte Carlo passes of a forecast; positive. Default: 128.</summary>
    public int Passes { get; init; } = 128;

    /// <summary>Gets how many prediction networks are trained from different beginnings; the passes are shared out among them. Default: 3.</summary>
    public int Members { get; init; } = 3;

    /// <summary>Gets the share of each training series, at its end, that is held out for early stopping and calibration, in (0, 0.5]. Default: 0.15.</summary>
    public double HeldOutShare { get; init; } = 0.15;

    /// <summary>Gets a value indicating whether the prediction network is trained once more on everything, for as long as proved best. Default: true.</summary>
    public bool RefitsHeldOut { get; init; } = true;

    /// <summary>Gets how far ahead the network is trained to forecast, in bins; further ahead it forecasts as for this. Default: 60.</summary>
    public int GreatestHorizon { get; init; } = 60;

    /// <summary>Gets how the encoder-decoder is trained. Default: 8 epochs of 4096 windows, at a rate of 2·10⁻³.</summary>
    public TrainingOptions Pretraining { get; init; } = new() { Epochs = 8, SamplesPerEpoch = 4096, LearningRate = 2e-3, Patience = 3 };

    /// <summary>Gets how the prediction network is trained. Default: at most 30 epochs, at a rate of 2·10⁻³.</summary>
    public TrainingOptions Prediction { get; init; } = new() { Epochs = 30, LearningRate = 2e-3, Patience = 6 };

    /// <summary>Throws unless every option is in its range.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WindowBins);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(DecoderBins);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DecoderBins, WindowBins);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(EncoderUnits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FirstUnits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SecondUnits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Passes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(GreatestHorizon);
        OptionChecks.Dropout(EncoderDropout, nameof(EncoderDropout));
        OptionChecks.Dropout(PredictionDropout, nameof(PredictionDropout));
        OptionChecks.HeldOut(HeldOutShare, nameof(HeldOutShare));
        Pretraining.Validate();
        Prediction.Validate();
    }
}
