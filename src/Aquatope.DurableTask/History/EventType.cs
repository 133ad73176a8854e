namespace DurableTask.Core.History;

/// <summary>The kinds of events of a history.</summary>
public enum EventType
{
    /// <summary>The execution started.</summary>
    ExecutionStarted,

    /// <summary>The execution ended.</summary>
    ExecutionCompleted,

    /// <summary>Not recorded by this kind of task hub.</summary>
    ExecutionFailed,

    /// <summary>The execution was terminated.</summary>
    ExecutionTerminated,

    /// <summary>An activity was scheduled.</summary>
    TaskScheduled,

    /// <summary>An activity completed.</summary>
    TaskCompleted,

    /// <summary>An activity failed.</summary>
    TaskFailed,

    /// <summary>A sub-orchestration was created.</summary>
    SubOrchestrationInstanceCreated,

    /// <summary>A sub-orchestration completed.</summary>
    SubOrchestrationInstanceCompleted,

    /// <summary>A sub-orchestration failed.</summary>
    SubOrchestrationInstanceFailed,

    /// <summary>A timer was created.</summary>
    TimerCreated,

    /// <summary>A timer fired.</summary>
    TimerFired,

    /// <summary>A turn began.</summary>
    OrchestratorStarted,

    /// <summary>A turn ended.</summary>
    OrchestratorCompleted,

    /// <summary>An event was sent to another instance.</summary>
    EventSent,

    /// <summary>An external event arrived.</summary>
    EventRaised,

    /// <summary>The execution continued as new.</summary>
    ContinueAsNew,

    /// <summary>Something happened that only other events interpret.</summary>
    GenericEvent,

    /// <summary>Not recorded by this kind of task hub.</summary>
    HistoryState,

    /// <summary>The execution was suspended.</summary>
    ExecutionSuspended,

    /// <summary>The execution was resumed.</summary>
    ExecutionResumed,

    /// <summary>The execution was rewound to before its failure.</summary>
    ExecutionRewound,
}
