namespace DurableTask.Core.Exceptions;

/// <summary>The base of what can go wrong with an orchestration as a whole.</summary>
public class OrchestrationException : Exception
{
    /// <summary>Initializes the exception.</summary>
    public OrchestrationException()
    {
    }

    /// <summary>Initializes the exception with a message.</summary>
    /// <param name="message">What happened.</param>
    public OrchestrationException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes the exception with a message and a cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public OrchestrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets or sets the ID of the event at which it happened.</summary>
    public int EventId { get; set; }
}
