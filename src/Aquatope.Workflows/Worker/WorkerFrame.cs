namespace Aquatope.Workflows;

/// <summary>
/// The messages between a pool and a worker process: a length (int32, little-endian), a kind (byte) and a body, on a
/// Unix domain socket. Both ends are always the same program, so the format has no version.
/// </summary>
internal enum WorkerFrame : byte
{
    /// <summary>Worker to pool, first: the worker's number (int64).</summary>
    Hello = 1,

    /// <summary>Worker to pool: the stage is initialised.</summary>
    Ready = 2,

    /// <summary>Worker to pool: the stage could not be initialised; a failure.</summary>
    InitializationFailed = 3,

    /// <summary>Pool to worker: a request number (int64), an instance ID, and the input as JSON or nothing.</summary>
    Execute = 4,

    /// <summary>Worker to pool: a request number, the timing, and the result as JSON or nothing.</summary>
    Completed = 5,

    /// <summary>Worker to pool: a request number, the timing, and a failure.</summary>
    Failed = 6,

    /// <summary>Pool to worker: end after the executions in hand.</summary>
    Stop = 7,
}
