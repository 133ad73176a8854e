namespace Aquatope.Forecasting;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Gets the greatest number of passes over the samples. Default: 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Gets how many samples one pass draws, without replacement; zero for all. Default: 0.</summary>
    public int SamplesPerEpoch { get; init; }

    /// <summary>Gets the samples per step. Default: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Gets the learning rate of the first step; it falls to a twentieth along half a cosine. Default: 10⁻³.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Gets the share of each weight that a step at rate one takes away. Default: 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Gets the greatest norm of a step's mean gradient. Default: 1.</summary>
    public double GreatestGradientNorm { get; init; } = 1;

    /// <summary>Gets how many passes without a better held-out loss end the training; zero: all epochs, and the last weights. Default: 6.</summary>
    public int Patience { get; init; } = 6;

    /// <summary>Gets how often training starts again, at a third of the rate, after a loss that is not finite. Default: 3.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>Gets the greatest number of threads; the result does not depend on it. Zero: one per processor. Default: 0.</summary>
    public int Threads { get; init; }

    /// <summary>Throws unless every option is in its range.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(SamplesPerEpoch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        ArgumentOutOfRangeException.ThrowIfNegative(Restarts);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        if (LearningRate is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate must be positive and finite.");
        }

        if (!(GreatestGradientNorm > 0) || !(WeightDecay >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(GreatestGradientNorm), (GreatestGradientNorm, WeightDecay), "The greatest norm must be positive, and the weight decay not negative.");
        }
    }
}
