using System.Diagnostics;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>Makes the stage of a worker and runs the executions that its pool sends, several at a time if it sends several.</summary>
internal sealed class StageExecutor(IServiceProvider services, StageRegistration stage, WorkerConnection connection) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _self = Process.GetCurrentProcess();
    private int _running;
    private bool _stopping;

    /// <summary>Runs until the pool says stop or goes away.</summary>
    /// <param name="cancellationToken">Stops taking new executions.</param>
    /// <returns>Completes when the last execution has ended.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ITaskActivity activity;
        try
        {
            activity = stage.Create(services);
        }
#pragma warning disable CA1031 // The constructor of a stage is user code: whatever it throws is reported to the pool.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await connection.SendAsync(WorkerFrame.InitializationFailed, WorkerFailure.Of(exception).Write, cancellationToken);
            return;
        }

        await connection.SendAsync(WorkerFrame.Ready, write: null, cancellationToken);
        while (await connection.ReceiveAsync(cancellationToken) is { Kind: WorkerFrame.Execute } frame)
        {
            long request = frame.Body.ReadInt64();
            string instanceId = frame.Body.ReadString();
            string? input = frame.Body.ReadJson();
            Began();
            _ = Task.Run(() => ExecuteAsync(activity, request, instanceId, input), CancellationToken.None);
        }

        await DrainAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _self.Dispose();

    private async Task ExecuteAsync(ITaskActivity activity, long request, string instanceId, string? input)
    {
        string? result = null;
        WorkerFailure? failure = null;
        TimeSpan cpuBefore = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        try
        {
            object? value = stage.DataConverter.Deserialize(input, activity.InputType);
            object? output = await activity.RunAsync(new StageContext(stage.Name, instanceId), value);
            result = stage.DataConverter.Serialize(output);
        }
#pragma warning disable CA1031 // A stage is user code: whatever it throws is the outcome of the execution.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = WorkerFailure.Of(exception);
        }

        var timing = new WorkerTiming(started, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime - cpuBefore, PeakMemory());
        await connection.SendAsync(
            failure is null ? WorkerFrame.Completed : WorkerFrame.Failed,
            body =>
            {
                body.Write(request);
                timing.Write(body);
                if (failure is null)
                {
                    body.WriteJson(result);
                }
                else
                {
                    failure.Write(body);
                }
            },
            CancellationToken.None);
        Finished();
    }

    private long PeakMemory()
    {
        lock (_lock)
        {
            _self.Refresh();
            return _self.PeakWorkingSet64;
        }
    }

    private void Began()
    {
        lock (_lock)
        {
            _running++;
        }
    }

    private void Finished()
    {
        lock (_lock)
        {
            if (--_running == 0 && _stopping)
            {
                _drained.TrySetResult();
            }
        }
    }

    private Task DrainAsync()
    {
        lock (_lock)
        {
            _stopping = true;
            return _running == 0 ? Task.CompletedTask : _drained.Task;
        }
    }

    private sealed class StageContext(string name, string instanceId) : TaskActivityContext
    {
        public override TaskName Name { get; } = name;

        public override string InstanceId { get; } = instanceId;
    }
}
