namespace Aquatope.Azure;

/// <summary>A price file cannot be used.</summary>
public sealed class PriceFileException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="PriceFileException"/> class.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">What is wrong with it, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public PriceFileException(string file, string problem, Exception? innerException = null)
        : base($"The price file '{file}' cannot be used: {problem}", innerException) => File = file;

    /// <summary>Gets the file.</summary>
    public string File { get; }
}
