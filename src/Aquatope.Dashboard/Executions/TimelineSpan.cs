using Aquatope.Tuning;

namespace Aquatope.Dashboard;

/// <summary>One bar of an execution's timeline.</summary>
internal sealed record TimelineSpan
{
    /// <summary>Gets what it is: <c>activity</c>, <c>subOrchestration</c>, <c>timer</c> or <c>event</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the name of the activity, orchestrator or event; of a timer, when it was to fire.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what became of it: <c>running</c>, <c>completed</c>, <c>failed</c>, <c>fired</c>, <c>pending</c> or <c>raised</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Gets when it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets when it ended, or null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets the instance ID of a sub-orchestration.</summary>
    public string? ChildId { get; init; }

    /// <summary>Gets its input.</summary>
    public Payload? Input { get; init; }

    /// <summary>Gets its result.</summary>
    public Payload? Output { get; init; }

    /// <summary>Gets why it failed.</summary>
    public FailureView? Failure { get; init; }

    /// <summary>Gets the stage's own report, where it was a stage.</summary>
    public StageSpan? Stage { get; init; }
}

/// <summary>What a stage's worker pool reported of one execution of it.</summary>
/// <param name="QueueWaitMs">Time waited for a worker that was there, in milliseconds.</param>
/// <param name="StartUpMs">Time waited for a worker to start, in milliseconds.</param>
/// <param name="ExecutionMs">Time in user code, in milliseconds.</param>
/// <param name="CpuMs">Processor time used, in milliseconds, or null where nobody knows.</param>
/// <param name="PeakMemoryMiB">The worker's peak memory, or null where nobody knows.</param>
/// <param name="Cost">Its cost, in the price list's currency.</param>
/// <param name="Configuration">The worker's resources.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Contended">Whether the machine was short of processor time.</param>
internal sealed record StageSpan(
    double QueueWaitMs, double StartUpMs, double ExecutionMs, double? CpuMs, double? PeakMemoryMiB, double Cost, ResourceConfiguration Configuration, StageOutcome Outcome, bool Contended)
{
    /// <summary>Makes it of a report.</summary>
    public static StageSpan Of(StageReport report) => new(
        (report.QueueWait - report.ColdStart).TotalMilliseconds,
        report.ColdStart.TotalMilliseconds,
        report.Execution.TotalMilliseconds,
        report.CpuTime?.TotalMilliseconds,
        report.PeakMemoryMiB,
        report.Cost,
        report.Configuration,
        report.Outcome,
        report.Contended);
}
