namespace Aquatope.Workflows;

/// <summary>A stage failed on its worker with an exception of a type that cannot be made again in this process.</summary>
public sealed class StageFailedException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="StageFailedException"/> class.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="errorType">The full name of the exception's type on the worker.</param>
    /// <param name="message">The exception's message on the worker.</param>
    /// <param name="remoteStackTrace">The exception's stack trace on the worker, if it has one.</param>
    public StageFailedException(string stage, string errorType, string message, string? remoteStackTrace)
        : base($"Stage '{stage}' failed with {errorType}: {message}")
    {
        Stage = stage;
        ErrorType = errorType;
        RemoteStackTrace = remoteStackTrace;
    }

    /// <summary>Gets the stage's name.</summary>
    public string Stage { get; }

    /// <summary>Gets the full name of the exception's type on the worker.</summary>
    public string ErrorType { get; }

    /// <summary>Gets the exception's stack trace on the worker, if it has one.</summary>
    public string? RemoteStackTrace { get; }
}
