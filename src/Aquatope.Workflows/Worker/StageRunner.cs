using System.Diagnostics;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>Runs a stage's executions, several at a time, and measures each.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class StageRunner(StageRegistration stage, ITaskActivity activity) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Process _self = Process.GetCurrentProcess();

    /// <summary>Runs the stage once.</summary>
    /// <param name="instanceId">The instance ID of the calling orchestration.</param>
    /// <param name="input">The input as JSON, or null for none.</param>
    /// <returns>What came of it; an exception of the stage is part of that.</returns>
    public async Task<StageRun> RunAsync(string instanceId, string? input)
    {
        string? result = null;
        Exception? failure = null;
        TimeSpan cpuBefore = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        try
        {
            object? value = stage.DataConverter.Deserialize(input, activity.InputType);
            object? output = await activity.RunAsync(new OwnActivityContext(stage.Name, instanceId), value);
            result = stage.DataConverter.Serialize(output);
        }
#pragma warning disable CA1031 // A stage is user code: whatever it throws is the outcome of the execution.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        return new StageRun(result, failure, new WorkerTiming(started, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime - cpuBefore, PeakMemory()));
    }

    /// <inheritdoc/>
    public void Dispose() => _self.Dispose();

    private long PeakMemory()
    {
        lock (_lock)
        {
            _self.Refresh();
            return _self.PeakWorkingSet64;
        }
    }
}

/// <summary>One execution of a stage on a worker.</summary>
/// <param name="Result">The result as JSON; null for none, or where it failed.</param>
/// <param name="Failure">What the stage threw, or null where it completed.</param>
/// <param name="Timing">When it ran and what it used.</param>
internal sealed record StageRun(string? Result, Exception? Failure, WorkerTiming Timing);
