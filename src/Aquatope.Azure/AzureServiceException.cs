using Azure;

namespace Aquatope.Azure;

/// <summary>Azure refused or failed a request, after the retries that its client library makes.</summary>
public sealed class AzureServiceException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="AzureServiceException"/> class.</summary>
    /// <param name="operation">What was asked for, as the object of "Azure did not", for example <c>change 'resize'</c>.</param>
    /// <param name="status">The HTTP status, or 0 where there was no answer.</param>
    /// <param name="errorCode">Azure's code of the error, or null.</param>
    /// <param name="problem">What Azure said.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public AzureServiceException(string operation, int status, string? errorCode, string problem, Exception? innerException = null)
        : base($"Azure did not {operation} (status {status}, {errorCode ?? "no code"}): {problem} {Remedy(status)}", innerException)
    {
        Operation = operation;
        Status = status;
        ErrorCode = errorCode;
    }

    internal AzureServiceException(string operation, RequestFailedException failure)
        : this(operation, failure.Status, failure.ErrorCode, FirstLine(failure.Message), failure)
    {
    }

    /// <summary>Gets what was asked for.</summary>
    public string Operation { get; }

    /// <summary>Gets the HTTP status, or 0 where there was no answer.</summary>
    public int Status { get; }

    /// <summary>Gets Azure's code of the error, or null.</summary>
    public string? ErrorCode { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Status is 0 or 408 or 429 or >= 500;

    internal static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    private static string Remedy(int status) => status switch
    {
        401 or 403 => "Give the identity of this program the roles that the documentation of the deployment lists.",
        404 => "Check the name in the settings, and that the deployment has ended.",
        429 => "The limit of requests is reached: ask less often.",
        0 or 408 or >= 500 => "Try again later.",
        _ => "Check the settings of this program against the deployment.",
    };
}
