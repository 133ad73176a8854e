namespace Aquatope.Tuning;

/// <summary>
/// The spans that workers send beside those of Durable Task, so that reports can be made of telemetry: one for each execution
/// of a stage, and one for the end of each workflow.
/// </summary>
public static class StageSpans
{
    /// <summary>The source of the spans.</summary>
    public const string SourceName = "Aquatope.Stages";

    /// <summary>What the name of the span of a stage's execution begins with; the stage's name follows.</summary>
    public const string StagePrefix = "stage:";

    /// <summary>What the name of the span of a workflow's end begins with; the workflow's name follows.</summary>
    public const string WorkflowPrefix = "workflow:";

    /// <summary>The stage's name.</summary>
    public const string Stage = "aquatope.stage";

    /// <summary>The workflow's name.</summary>
    public const string Workflow = "aquatope.workflow";

    /// <summary>The instance ID of the calling orchestration, or of the one that ended. The name is the Durable Task SDK's.</summary>
    public const string InstanceId = "durabletask.task.instance_id";

    /// <summary>The lane: <c>production</c> or a trial lane.</summary>
    public const string Lane = "aquatope.lane";

    /// <summary>
    /// The ID of the span of another process, a host's, within which the execution ran: 16 hexadecimal digits; absent where there is none.
    /// By it the execution is known among others at the same time.
    /// </summary>
    public const string RemoteParentId = "aquatope.remote_parent_id";

    /// <summary>Processor share of the worker, in vCPU.</summary>
    public const string Cpu = "aquatope.cpu";

    /// <summary>Memory limit of the worker, in MiB.</summary>
    public const string MemoryMiB = "aquatope.memory_mib";

    /// <summary>Executions that the worker serves at the same time.</summary>
    public const string Concurrency = "aquatope.concurrency";

    /// <summary>Whether the execution was the first on its worker, which then was started for it. The name is OpenTelemetry's.</summary>
    public const string ColdStart = "faas.coldstart";

    /// <summary>Processor time used, in milliseconds.</summary>
    public const string CpuTimeMs = "aquatope.cpu_time_ms";

    /// <summary>The worker's peak memory so far, in MiB.</summary>
    public const string PeakMemoryMiB = "aquatope.peak_memory_mib";

    /// <summary>How the execution ended, as a name of <see cref="StageOutcome"/>.</summary>
    public const string Outcome = "aquatope.outcome";
}
