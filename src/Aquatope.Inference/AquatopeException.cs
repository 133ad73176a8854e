namespace Aquatope;

/// <summary>The base of every failure that this project reports about its own domain.</summary>
public abstract class AquatopeException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="AquatopeException"/> class.</summary>
    /// <param name="message">What happened, to what, expected against observed, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    protected AquatopeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets a value indicating whether the same call may succeed when it is made again.</summary>
    public virtual bool IsTransient => false;
}
