using DurableTask.Core;
using Microsoft.DurableTask;

namespace Aquatope.Dashboard;

/// <summary>Why something failed, with what caused it.</summary>
/// <param name="Type">The type of the exception.</param>
/// <param name="Message">What it said.</param>
/// <param name="StackTrace">Where it was thrown, or null where nobody knows.</param>
/// <param name="Cause">What caused it, or null.</param>
internal sealed record FailureView(string Type, Payload Message, Payload? StackTrace, FailureView? Cause)
{
    // A chain of causes may be as long as its author likes.
    private const int MostCauses = 16;

    /// <summary>Makes the view of a failure of an execution.</summary>
    public static FailureView? Of(TaskFailureDetails? failure, int depth = 0) => failure is null || depth == MostCauses
        ? null
        : new FailureView(
            failure.ErrorType, Payload.Of(failure.ErrorMessage)!, Payload.Of(failure.StackTrace), Of(failure.InnerFailure, depth + 1));

    /// <summary>Makes the view of a failure in a history.</summary>
    public static FailureView? Of(FailureDetails? failure, int depth = 0) => failure is null || depth == MostCauses
        ? null
        : new FailureView(
            failure.ErrorType, Payload.Of(failure.ErrorMessage)!, Payload.Of(failure.StackTrace), Of(failure.InnerFailure, depth + 1));
}
