using System.Diagnostics.CodeAnalysis;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>Turns failures into protocol messages and back.</summary>
internal static class ProtocolFailures
{
    private const string Unknown = "(unknown)";

    public static TaskFailureDetails ToDetails(P.TaskFailureDetails? failure) =>
        ToDetailsOrNull(failure) ?? new TaskFailureDetails(Unknown, Unknown, null, null, null);

    [return: NotNullIfNotNull(nameof(failure))]
    public static TaskFailureDetails? ToDetailsOrNull(P.TaskFailureDetails? failure) => failure is null
        ? null
        : new TaskFailureDetails(
            failure.ErrorType,
            failure.ErrorMessage,
            failure.StackTrace,
            ToDetailsOrNull(failure.InnerFailure),
            failure.Properties.ToDictionary(entry => entry.Key, entry => ProtocolValues.ToObject(entry.Value)))
        {
            IsNonRetriable = failure.IsNonRetriable,
        };

    public static P.TaskFailureDetails From(Exception exception, IExceptionPropertiesProvider? properties)
    {
        P.TaskFailureDetails failure = new()
        {
            ErrorType = exception.GetType().FullName ?? Unknown,
            ErrorMessage = exception.Message,
            StackTrace = exception.StackTrace,
        };

        // The failure of an awaited task is known only by its details; they are the cause of this failure.
        failure.InnerFailure = exception switch
        {
            TaskFailedException failed => From(failed.FailureDetails),
            { InnerException: { } inner } => From(inner, properties),
            _ => null,
        };
        IDictionary<string, object?>? data = exception is TaskFailedException known
            ? known.FailureDetails.Properties
            : properties?.GetExceptionProperties(exception);
        CopyProperties(data, failure);
        return failure;
    }

    /// <summary>Returns a failure that no retry can help, because the worker does not have what was asked for.</summary>
    public static P.TaskFailureDetails NonRetriable(string errorType, string message) =>
        new() { ErrorType = errorType, ErrorMessage = message, IsNonRetriable = true };

    private static P.TaskFailureDetails From(TaskFailureDetails details)
    {
        P.TaskFailureDetails failure = new()
        {
            ErrorType = details.ErrorType ?? Unknown,
            ErrorMessage = details.ErrorMessage ?? Unknown,
            StackTrace = details.StackTrace,
            InnerFailure = details.InnerFailure is { } inner ? From(inner) : null,
            IsNonRetriable = details.IsNonRetriable,
        };
        CopyProperties(details.Properties, failure);
        return failure;
    }

    private static void CopyProperties(IDictionary<string, object?>? properties, P.TaskFailureDetails failure)
    {
        foreach ((string key, object? value) in properties ?? new Dictionary<string, object?>())
        {
            failure.Properties[key] = ProtocolValues.FromObject(value);
        }
    }
}
