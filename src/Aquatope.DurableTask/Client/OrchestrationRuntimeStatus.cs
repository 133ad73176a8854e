namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration instance is in its life.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has started and not ended.</summary>
    Running,

    /// <summary>It has ended with a result.</summary>
    Completed,

    /// <summary>It has continued as new; not reported any more.</summary>
    [Obsolete("The ContinuedAsNew status is obsolete and exists only for compatibility reasons.")]
    ContinuedAsNew,

    /// <summary>It has ended with a failure.</summary>
    Failed,

    /// <summary>It has been cancelled; not reported any more.</summary>
    [Obsolete("The Canceled status is not currently used and exists only for compatibility reasons.")]
    Canceled,

    /// <summary>It has been terminated from outside.</summary>
    Terminated,

    /// <summary>It has not started.</summary>
    Pending,

    /// <summary>It has been suspended, and can be resumed.</summary>
    Suspended,
}
