namespace Aquatope.Simulation;

/// <summary>A recorded table is not what it should be: a copy of this project's data is damaged or was changed.</summary>
public sealed class RecordedDataException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="RecordedDataException"/> class.</summary>
    /// <param name="file">The file's name within the project's data.</param>
    /// <param name="problem">What is wrong, with its place in the file.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public RecordedDataException(string file, string problem, Exception? innerException = null)
        : base($"Recorded data '{file}': {problem} Build the project again from an unchanged copy of its data.", innerException) => File = file;

    /// <summary>Gets the file's name within the project's data.</summary>
    public string File { get; }
}
