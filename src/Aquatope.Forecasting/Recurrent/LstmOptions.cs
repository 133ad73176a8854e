namespace Aquatope.Forecasting;

/// <summary>The form of the plain LSTM, and how it is trained.</summary>
public sealed record LstmOptions
{
    /// <summary>Gets the bins that the network sees. Default: 48.</summary>
    public int WindowBins { get; init; } = 48;

    /// <summary>Gets the units. Default: 64.</summary>
    public int Units { get; init; } = 64;

    /// <summary>Gets the share of the series, at its end, that is held out for early stopping and residuals, in (0, 0.5]. Default: 0.1.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>Gets how the network is trained. Default: at most 15 epochs of 8192 windows, at a rate of 2·10⁻³.</summary>
    public TrainingOptions Training { get; init; } = new() { Epochs = 15, SamplesPerEpoch = 8192, LearningRate = 2e-3, Patience = 5 };

    /// <summary>Throws unless every option is in its range.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WindowBins);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Units);
        OptionChecks.HeldOut(HeldOutShare, nameof(HeldOutShare));
        Training.Validate();
    }
}
