namespace Aquatope.Simulation;

/// <summary>What happens on a platform. At the same moment those further up come first: capacity is freed before it is asked for, and taken away last.</summary>
internal enum PlatformEvent
{
    /// <summary>A call completes. Subject: the worker; argument: the call.</summary>
    Completion,

    /// <summary>A worker is up. Subject: the worker.</summary>
    WorkerReady,

    /// <summary>A worker is to be started again after a pre-warming window. Subject: the pool; argument: the window's number.</summary>
    Reload,

    /// <summary>An idle worker may have been kept long enough, or is to come back. Subject: the pool.</summary>
    IdleSlots,

    /// <summary>Calls are expected soon. Subject: the workflow; argument: the pool.</summary>
    CascadeDue,

    /// <summary>Pools that were raised for expected calls are decided anew. Subject: the workflow.</summary>
    CascadeRound,

    /// <summary>An interval of a pool's policy ends. Subject: the pool.</summary>
    Decision,

    /// <summary>A call arrives from outside. Subject: the pool.</summary>
    Arrival,

    /// <summary>An execution of a workflow starts. Subject: the workflow.</summary>
    WorkflowStart,

    /// <summary>Something asked for by a program comes due. Subject: its number.</summary>
    Timer,

    /// <summary>The keep-alive of an idle worker may have ended. Subject: the pool.</summary>
    Expiry,
}
