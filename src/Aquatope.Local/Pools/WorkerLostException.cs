namespace Aquatope.Local;

/// <summary>Every worker that was given an execution died of it.</summary>
public sealed class WorkerLostException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="WorkerLostException"/> class.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="attempts">How many workers were lost.</param>
    public WorkerLostException(string stage, int attempts)
        : base($"Stage '{stage}' lost {attempts} workers in a row on the same execution: it crashes its process. See the workers' standard error.")
    {
        Stage = stage;
        Attempts = attempts;
    }

    /// <summary>Gets the stage.</summary>
    public string Stage { get; }

    /// <summary>Gets how many workers were lost.</summary>
    public int Attempts { get; }
}
