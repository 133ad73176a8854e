using Microsoft.DurableTask;

namespace DurableTask.Core;

/// <summary>Why a task failed, as a history records it.</summary>
/// <param name="errorType">The full name of the exception's type, or an error code of the worker.</param>
/// <param name="errorMessage">The exception's message.</param>
/// <param name="stackTrace">The stack trace; null when there is none.</param>
/// <param name="innerFailure">The cause of the failure; null when there is none.</param>
/// <param name="isNonRetriable">Whether a retry cannot help.</param>
/// <param name="properties">Further data about the failure; null when there is none.</param>
public sealed class FailureDetails(
    string errorType,
    string errorMessage,
    string? stackTrace,
    FailureDetails? innerFailure,
    bool isNonRetriable,
    IDictionary<string, object?>? properties = null)
{
    /// <summary>Gets the full name of the exception's type, or an error code of the worker.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>Gets the exception's message.</summary>
    public string ErrorMessage { get; } = errorMessage;

    /// <summary>Gets the stack trace; null when there is none.</summary>
    public string? StackTrace { get; } = stackTrace;

    /// <summary>Gets the cause of the failure; null when there is none.</summary>
    public FailureDetails? InnerFailure { get; } = innerFailure;

    /// <summary>Gets whether a retry cannot help.</summary>
    public bool IsNonRetriable { get; } = isNonRetriable;

    /// <summary>Gets further data about the failure; null when there is none.</summary>
    public IDictionary<string, object?>? Properties { get; } = properties;

    /// <summary>Tells whether the failure was caused by an exception of a type or of one derived from it.</summary>
    /// <typeparam name="T">The type of exception.</typeparam>
    /// <returns>True when it was; false also when the type of the cause does not exist in this process.</returns>
    public bool IsCausedBy<T>()
        where T : Exception =>
        new TaskFailureDetails(ErrorType, ErrorMessage, StackTrace, InnerFailure: null, Properties).IsCausedBy<T>();

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
