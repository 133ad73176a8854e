namespace Aquatope.Azure;

/// <summary>
/// The attributes that a stage worker adds to the Durable Task SDK's span of an activity's execution, so that reports can
/// be made of spans. In Application Insights they are keys of <c>Properties</c>.
/// </summary>
public static class StageSpans
{
    /// <summary>The lane: <c>production</c> or a trial lane. Also on the span of an orchestration's execution. Spans without it are not read.</summary>
    public const string Lane = "aquatope.lane";

    /// <summary>Processor share of the worker, in vCPU.</summary>
    public const string Cpu = "aquatope.cpu";

    /// <summary>Memory limit of the worker, in MiB.</summary>
    public const string MemoryMiB = "aquatope.memory_mib";

    /// <summary>Executions that the worker serves at the same time.</summary>
    public const string Concurrency = "aquatope.concurrency";

    /// <summary>Whether the execution was the first on its worker, which then was started for it. The name is OpenTelemetry's.</summary>
    public const string ColdStart = "faas.coldstart";

    /// <summary>Processor time used, in milliseconds; left out where it is not known.</summary>
    public const string CpuTimeMs = "aquatope.cpu_time_ms";

    /// <summary>The worker's peak memory so far, in MiB; left out where it is not known.</summary>
    public const string PeakMemoryMiB = "aquatope.peak_memory_mib";

    /// <summary>How the execution ended, as a name of <see cref="Tuning.StageOutcome"/>; left out, the span's own status counts.</summary>
    public const string Outcome = "aquatope.outcome";
}
