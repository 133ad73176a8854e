namespace Aquatope.Tuning;

/// <summary>One execution of a stage, as the platform saw it.</summary>
public sealed record StageReport
{
    /// <summary>Gets the lane in which the stage ran.</summary>
    public required string Lane { get; init; }

    /// <summary>Gets the name of the workflow that called the stage.</summary>
    public required string Workflow { get; init; }

    /// <summary>Gets the instance ID of the orchestration that called the stage.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Gets the stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets when the work item became available to the stage's pool.</summary>
    public required DateTimeOffset ScheduledAt { get; init; }

    /// <summary>Gets the time from <see cref="ScheduledAt"/> to the first instruction of user code.</summary>
    public required TimeSpan QueueWait { get; init; }

    /// <summary>Gets the part of <see cref="QueueWait"/> spent waiting for a worker that was not there. Zero: the start was warm.</summary>
    public TimeSpan ColdStart { get; init; }

    /// <summary>Gets the time from the first to the last instruction of user code.</summary>
    public required TimeSpan Execution { get; init; }

    /// <summary>Gets the processor time used, or null where the platform does not tell.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Gets the worker's peak memory so far, in MiB, or null where the platform does not tell.</summary>
    public double? PeakMemoryMiB { get; init; }

    /// <summary>Gets the resources of the worker that ran the stage.</summary>
    public required ResourceConfiguration Configuration { get; init; }

    /// <summary>Gets how the execution ended.</summary>
    public required StageOutcome Outcome { get; init; }

    /// <summary>Gets the cost of the execution: its share of the worker's billed time, and the price of starting it.</summary>
    public required double Cost { get; init; }

    /// <summary>Gets a value indicating whether the machine was short of processor time meanwhile, so that the times are not the configuration's own.</summary>
    public bool Contended { get; init; }

    /// <summary>Gets how many executions the report stands for, where telemetry is sampled; at least 1. Default: 1.</summary>
    public double Weight { get; init; } = 1;
}
