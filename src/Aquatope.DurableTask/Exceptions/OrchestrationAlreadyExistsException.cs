namespace DurableTask.Core.Exceptions;

/// <summary>An instance with this ID exists in a status that does not allow it to be replaced.</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    /// <summary>Initializes the exception.</summary>
    public OrchestrationAlreadyExistsException()
    {
    }

    /// <summary>Initializes the exception with a message.</summary>
    /// <param name="message">What the task hub says.</param>
    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes the exception with a message and a cause.</summary>
    /// <param name="message">What the task hub says.</param>
    /// <param name="innerException">The cause.</param>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
