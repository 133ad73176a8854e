namespace DurableTask.Core;

/// <summary>The statuses of an orchestration instance, as a history records them.</summary>
public enum OrchestrationStatus
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It returned.</summary>
    Completed,

    /// <summary>It restarted with an empty history.</summary>
    ContinuedAsNew,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>Not recorded by this kind of task hub.</summary>
    Canceled,

    /// <summary>It was terminated.</summary>
    Terminated,

    /// <summary>It has not started.</summary>
    Pending,

    /// <summary>It is suspended.</summary>
    Suspended,
}
