namespace Aquatope.Forecasting;

/// <summary>A model file could not be read.</summary>
public sealed class ModelFileException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="ModelFileException"/> class.</summary>
    /// <param name="fault">What is wrong with the file.</param>
    /// <param name="message">What happened, expected against found, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public ModelFileException(ModelFileFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>Gets what is wrong with the file.</summary>
    public ModelFileFault Fault { get; }
}
