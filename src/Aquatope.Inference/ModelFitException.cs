namespace Aquatope.Inference;

/// <summary>A model could not be fitted to its data.</summary>
public sealed class ModelFitException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="ModelFitException"/> class.</summary>
    /// <param name="message">What happened, expected against observed, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public ModelFitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
