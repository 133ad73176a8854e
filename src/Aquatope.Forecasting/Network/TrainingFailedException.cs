namespace Aquatope.Forecasting;

/// <summary>A network could not be trained: its loss was not finite, at lower learning rates too.</summary>
public sealed class TrainingFailedException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="TrainingFailedException"/> class.</summary>
    /// <param name="learningRate">The last rate that was tried.</param>
    /// <param name="attempts">How many times training started.</param>
    public TrainingFailedException(double learningRate, int attempts)
        : base($"The loss was not finite in any of {attempts} attempts, the last at a learning rate of {learningRate:G3}. Check the series for extreme values, or train at a lower rate.")
    {
        LearningRate = learningRate;
        Attempts = attempts;
    }

    /// <summary>Gets the last learning rate that was tried.</summary>
    public double LearningRate { get; }

    /// <summary>Gets how many times training started.</summary>
    public int Attempts { get; }
}
