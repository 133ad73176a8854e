namespace Aquatope.Local;

/// <summary>The file of the local store cannot be used. It has not been changed.</summary>
public sealed class LocalStoreException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="LocalStoreException"/> class.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">What is wrong with it, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public LocalStoreException(string file, string problem, Exception? innerException = null)
        : base($"The database '{file}' cannot be used: {problem}", innerException) => File = file;

    /// <summary>Gets the file.</summary>
    public string File { get; }
}
