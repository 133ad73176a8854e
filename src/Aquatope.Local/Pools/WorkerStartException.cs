namespace Aquatope.Local;

/// <summary>A worker could not be started: its process ended, or its stage threw while it was initialised.</summary>
public sealed class WorkerStartException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="WorkerStartException"/> class.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cause">What happened.</param>
    /// <param name="outOfMemory">Whether the memory limit was the cause.</param>
    public WorkerStartException(string stage, string cause, bool outOfMemory)
        : base($"A worker of stage '{stage}' could not be started: {cause}")
    {
        Stage = stage;
        OutOfMemory = outOfMemory;
    }

    /// <summary>Gets the stage.</summary>
    public string Stage { get; }

    /// <summary>Gets a value indicating whether the stage does not fit its memory limit.</summary>
    public bool OutOfMemory { get; }
}
