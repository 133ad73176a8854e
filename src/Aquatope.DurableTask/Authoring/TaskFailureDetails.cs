namespace Microsoft.DurableTask;

/// <summary>Why a task failed, as it travels between processes and languages.</summary>
/// <param name="ErrorType">The full name of the exception's type, or an error code of the worker.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">The stack trace; null when there is none.</param>
/// <param name="InnerFailure">The cause of the failure; null when there is none.</param>
/// <param name="Properties">Further data about the failure; null when there is none.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>Gets whether a retry cannot help, because nothing by that name exists.</summary>
    internal bool IsNonRetriable { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>Tells whether the failure was caused by an exception of a type or of one derived from it.</summary>
    /// <typeparam name="T">The type of exception.</typeparam>
    /// <returns>True when it was; false also when the type of the cause does not exist in this process.</returns>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Tells whether the failure was caused by an exception of a type or of one derived from it.</summary>
    /// <param name="targetBaseExceptionType">The type of exception.</param>
    /// <returns>True when it was; false also when the type of the cause does not exist in this process.</returns>
    /// <exception cref="ArgumentException"><paramref name="targetBaseExceptionType"/> is not a type of exception.</exception>
    /// <exception cref="System.Reflection.AmbiguousMatchException">Several assemblies define the type of the cause.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException(
                $"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        if (string.IsNullOrEmpty(ErrorType))
        {
            return false;
        }

        return ErrorType == targetBaseExceptionType.FullName
            || ExceptionTypes.Find(ErrorType, targetBaseExceptionType.Assembly) is { } cause
            && targetBaseExceptionType.IsAssignableFrom(cause);
    }

    /// <summary>Returns the details of an exception and of its inner exceptions.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The details.</returns>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? FromException(inner) : null,
            null);
    }
}
