using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Local.Tests;

/// <summary>Starts workers that exist only in the test, which decides when they are ready, done or dead.</summary>
internal sealed class FakeLauncher(TimeProvider clock) : IStageWorkerLauncher
{
    // A timer that nobody holds may be collected, and then never comes.
    private readonly List<ITimer> _startUps = [];

    public List<FakeWorker> Started { get; } = [];

    public FakeWorker Last => Started[^1];

    /// <summary>Gets or sets a value indicating whether workers are ready as soon as they are started.</summary>
    public bool ReadyAtOnce { get; set; } = true;

    /// <summary>Gets or sets how long workers take to become ready by themselves; null: the test says when. Default: null.</summary>
    public TimeSpan? ReadyAfter { get; set; }

    public async Task<IStageWorker> StartAsync(string lane, string stage, ResourceConfiguration configuration, CancellationToken cancellationToken)
    {
        var worker = new FakeWorker(configuration, clock);
        Started.Add(worker);
        if (ReadyAfter is { } startUp)
        {
            _startUps.Add(clock.CreateTimer(_ => worker.BecomeReady(), state: null, startUp, Timeout.InfiniteTimeSpan));
        }
        else if (ReadyAtOnce)
        {
            worker.BecomeReady();
        }

        await worker.Ready.WaitAsync(cancellationToken);
        return worker;
    }
}

/// <summary>A worker whose executions end when the test says so.</summary>
internal sealed class FakeWorker(ResourceConfiguration configuration, TimeProvider clock) : IStageWorker
{
    // Continuations run at once: what a test does has happened when the call returns.
    private readonly TaskCompletionSource _ready = new();
    private readonly TaskCompletionSource<bool> _gone = new();
    private readonly Queue<(string InstanceId, long Started, TaskCompletionSource<WorkerResult> Completion)> _running = new();

    public ResourceConfiguration Configuration => configuration;

    public Task Ready => _ready.Task;

    public long ReadyAt { get; private set; }

    public Task<bool> Gone => _gone.Task;

    public bool Stopped { get; private set; }

    public bool IgnoresStop { get; set; }

    public int Running => _running.Count;

    public void BecomeReady()
    {
        ReadyAt = clock.GetTimestamp();
        _ready.SetResult();
    }

    public void FailToStart(WorkerStartException failure) => _ready.SetException(failure);

    public Task<WorkerResult> ExecuteAsync(string instanceId, string? input)
    {
        var completion = new TaskCompletionSource<WorkerResult>();
        _running.Enqueue((instanceId, clock.GetTimestamp(), completion));
        return completion.Task;
    }

    public void CompleteNext(WorkerFailure? failure = null)
    {
        (string instanceId, long started, TaskCompletionSource<WorkerResult> completion) = _running.Dequeue();
        var timing = new WorkerTiming(started, clock.GetTimestamp(), TimeSpan.Zero, PeakMemoryBytes: 1 << 20);
        completion.SetResult(new WorkerResult(timing, failure is null ? $"\"{instanceId}\"" : null, failure));
    }

    public void Die(bool outOfMemory = false) => _gone.TrySetResult(outOfMemory);

    public Task StopAsync()
    {
        Stopped = true;
        if (!IgnoresStop)
        {
            _gone.TrySetResult(false);
        }

        return _gone.Task;
    }
}
