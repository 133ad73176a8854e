namespace Aquatope.Azure;

/// <summary>The list of stage apps cannot be used.</summary>
public sealed class AppListException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="AppListException"/> class.</summary>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public AppListException(string problem, Exception? innerException = null)
        : base($"The list of stage apps cannot be used: {problem} Deploy the control app again with the template.", innerException)
    {
    }
}
