using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Aquatope.Workflows;

namespace Aquatope.Local;

/// <summary>Makes a worker's exception again in this process, so that the orchestration sees the type that the stage threw.</summary>
internal static class StageFailure
{
    /// <summary>Makes the exception again.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="failure">The exception as the worker described it.</param>
    /// <returns>An exception of the same type where that can be made from a message; else a <see cref="StageFailedException"/>.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A type that was trimmed away is reported as a StageFailedException.")]
    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = "A type that was trimmed away is reported as a StageFailedException.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "A type that was trimmed away is reported as a StageFailedException.")]
    public static Exception Revive(string stage, WorkerFailure failure)
    {
        Type? type = Type.GetType(failure.TypeName, throwOnError: false);
        ConstructorInfo? constructor = type is { IsAbstract: false } && type.IsSubclassOf(typeof(Exception))
            ? type.GetConstructor([typeof(string)])
            : null;
        try
        {
            if (constructor?.Invoke([failure.Message]) is Exception same)
            {
                return same;
            }
        }
        catch (TargetInvocationException)
        {
            // Its constructor takes a string, but not this one.
        }

        return new StageFailedException(stage, failure.ErrorType, failure.Message, failure.StackTrace.Length == 0 ? null : failure.StackTrace);
    }
}
