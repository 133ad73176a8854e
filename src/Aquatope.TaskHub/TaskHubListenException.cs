using System.Net;

namespace Aquatope.TaskHub;

/// <summary>
/// The hub cannot listen on the endpoint it was given: the port is in use, or the endpoint is not protected as it must be.
/// Retrying does not help until the cause is removed.
/// </summary>
public sealed class TaskHubListenException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="endpoint">The endpoint that was asked for.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The error of the network stack, if there was one.</param>
    public TaskHubListenException(IPEndPoint endpoint, string message, Exception? innerException = null)
        : base(message, innerException) =>
        Endpoint = endpoint;

    /// <summary>Gets the endpoint that was asked for.</summary>
    public IPEndPoint Endpoint { get; }
}
