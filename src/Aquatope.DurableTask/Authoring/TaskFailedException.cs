namespace Microsoft.DurableTask;

/// <summary>Thrown into an orchestrator when an activity or a sub-orchestration that it awaits has failed.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>Initializes the exception from another one.</summary>
    /// <param name="taskName">The name of the task.</param>
    /// <param name="taskId">The ID of the task within its orchestration.</param>
    /// <param name="innerException">The cause.</param>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, innerException?.Message), innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>Initializes the exception from the details of a failure.</summary>
    /// <param name="taskName">The name of the task.</param>
    /// <param name="taskId">The ID of the task within its orchestration.</param>
    /// <param name="failureDetails">Why the task failed.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    /// <summary>Gets the name of the task that failed.</summary>
    public string TaskName { get; }

    /// <summary>Gets the ID of the task within its orchestration: that of its event in the history.</summary>
    public int TaskId { get; }

    /// <summary>Gets why the task failed.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Tells whether the failure was caused by exactly this type of exception.</summary>
    /// <typeparam name="T">The type of exception.</typeparam>
    /// <returns>True when it was.</returns>
    [Obsolete("Use the FailureDetails property and its IsCausedBy<T>() method")]
    public bool IsCausedByException<T>()
        where T : Exception => FailureDetails.ErrorType == typeof(T).FullName;

    private static string Describe(string taskName, int taskId, string? cause) => cause is null
        ? $"Task '{taskName}' (#{taskId}) failed with an unhandled exception."
        : $"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {cause}";
}
