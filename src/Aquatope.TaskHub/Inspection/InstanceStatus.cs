namespace Aquatope.TaskHub;

/// <summary>The status of an orchestration instance, numbered as the protocol numbers it.</summary>
public enum InstanceStatus
{
    /// <summary>It has begun and has not ended.</summary>
    Running = 0,

    /// <summary>It has returned a result.</summary>
    Completed = 1,

    /// <summary>It has begun anew with another input.</summary>
    ContinuedAsNew = 2,

    /// <summary>It has thrown.</summary>
    Failed = 3,

    /// <summary>It was cancelled.</summary>
    Canceled = 4,

    /// <summary>It was terminated.</summary>
    Terminated = 5,

    /// <summary>It has not begun.</summary>
    Pending = 6,

    /// <summary>It is suspended.</summary>
    Suspended = 7,
}
