using System.Diagnostics;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>
/// The spans of a program that is called by triggers. The host sends those of Durable Task, on which the program cannot write:
/// what it knows of an execution goes on spans of its own beside them.
/// </summary>
internal sealed class TaskSpans(TriggeredWorker worker, TimeProvider timeProvider)
{
    // A worker that was started for a call gets it at once; one that waited for its first call was kept warm.
    private static readonly TimeSpan StartedFor = TimeSpan.FromSeconds(10);
    private static readonly ActivitySource Source = new(StageSpans.SourceName);

    private long _readyAt = timeProvider.GetTimestamp();
    private int _executions;

    /// <summary>Takes note that the worker's stage is initialised.</summary>
    public void Ready() => _readyAt = timeProvider.GetTimestamp();

    /// <summary>Starts the span of a stage's execution; it costs next to nothing while nobody listens.</summary>
    public StageSpan StartStage(string stage, string instanceId)
    {
        bool cold = Interlocked.Increment(ref _executions) == 1 && timeProvider.GetElapsedTime(_readyAt) < StartedFor;
        ActivitySpanId? remoteParent = RemoteParentOf(Activity.Current);
        Activity? span = Source.StartActivity(StageSpans.StagePrefix + stage);
        span?.SetTag(StageSpans.Stage, stage)
            .SetTag(StageSpans.InstanceId, instanceId)
            .SetTag(StageSpans.Lane, worker.Lane)
            .SetTag(StageSpans.RemoteParentId, remoteParent?.ToHexString())
            .SetTag(StageSpans.ColdStart, cold);
        if (worker.Configuration is { } resources)
        {
            span?.SetTag(StageSpans.Cpu, resources.Cpu)
                .SetTag(StageSpans.MemoryMiB, resources.MemoryMiB)
                .SetTag(StageSpans.Concurrency, resources.Concurrency);
        }

        return new StageSpan(span);
    }

    // The spans of this process that lie between the host's and the stage's may not be sent, so that the stage's names the host's.
    private static ActivitySpanId? RemoteParentOf(Activity? span)
    {
        while (span?.Parent is { } parent)
        {
            span = parent;
        }

        return span?.ParentSpanId is { } remote && remote != default ? remote : null;
    }

    /// <summary>Sends the span, without duration, that tells in which lane an execution of a workflow ended.</summary>
    public void WorkflowEnded(string workflow, string instanceId)
    {
        using Activity? span = Source.StartActivity(StageSpans.WorkflowPrefix + workflow);
        span?.SetTag(StageSpans.Workflow, workflow).SetTag(StageSpans.InstanceId, instanceId).SetTag(StageSpans.Lane, worker.Lane);
    }
}

/// <summary>The span of a stage's execution.</summary>
/// <param name="span">The span, or null while nobody listens.</param>
internal readonly struct StageSpan(Activity? span) : IDisposable
{
    /// <summary>Writes what came of the execution.</summary>
    public void End(StageRun run)
    {
        StageOutcome outcome = run.Failure is null ? StageOutcome.Completed
            : WorkerFailure.Of(run.Failure).IsOutOfMemory ? StageOutcome.OutOfMemory
            : StageOutcome.Failed;
        span?.SetTag(StageSpans.CpuTimeMs, run.Timing.CpuTime.TotalMilliseconds)
            .SetTag(StageSpans.PeakMemoryMiB, run.Timing.PeakMemoryBytes / 1048576.0)
            .SetTag(StageSpans.Outcome, outcome.ToString())
            .SetStatus(run.Failure is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, run.Failure?.Message);
    }

    /// <inheritdoc/>
    public void Dispose() => span?.Dispose();
}
