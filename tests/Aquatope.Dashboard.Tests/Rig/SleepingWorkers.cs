using Aquatope.Local;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard.Tests;

/// <summary>Workers in this process that take the time that a stage with so much of a processor would.</summary>
internal sealed class SleepingWorkers : IStageWorkerLauncher
{
    private static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(40);

    public async Task<IStageWorker> StartAsync(string lane, string stage, ResourceConfiguration configuration, CancellationToken cancellationToken)
    {
        await Task.Delay(StartUp, TimeProvider.System, cancellationToken);
        return new Worker(TimeSpan.FromMilliseconds(10 + (12 / configuration.Cpu)));
    }

    private sealed class Worker(TimeSpan takes) : IStageWorker
    {
        private readonly TaskCompletionSource<bool> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long ReadyAt { get; } = TimeProvider.System.GetTimestamp();

        public Task<bool> Gone => _gone.Task;

        public async Task<WorkerResult> ExecuteAsync(string instanceId, string? input)
        {
            long started = TimeProvider.System.GetTimestamp();
            await Task.Delay(takes, TimeProvider.System);
            return new WorkerResult(new WorkerTiming(started, TimeProvider.System.GetTimestamp(), takes / 2, PeakMemoryBytes: 60 << 20), "\"done\"", Failure: null);
        }

        public Task StopAsync()
        {
            _gone.TrySetResult(false);
            return _gone.Task;
        }
    }
}
