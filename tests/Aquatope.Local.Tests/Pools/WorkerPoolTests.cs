using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Local.Tests;

public sealed class WorkerPoolTests : IAsyncDisposable
{
    private static readonly ResourceConfiguration Small = new(Cpu: 0.5, MemoryMiB: 128, Concurrency: 1);
    private static readonly ResourceConfiguration Shared = new(Cpu: 1, MemoryMiB: 256, Concurrency: 2);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher;
    private WorkerPool _pool;

    public WorkerPoolTests()
    {
        _launcher = new FakeLauncher(_clock);
        _pool = Pool(Small);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    [Fact]
    public async Task ExecuteAsync_NoWorker_StartsOneAndReportsWhenItBecameReady()
    {
        _launcher.ReadyAtOnce = false;
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync("a", null);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        _launcher.Last.BecomeReady();
        _launcher.Last.CompleteNext();

        (StageExecution execution, StageExecutionResult result) = await Ended(executing);
        Assert.Equal(StageOutcome.Completed, result.Outcome);
        Assert.Equal("\"a\"", result.Worker!.Result);
        Assert.Equal(TimeSpan.FromMilliseconds(200), _clock.GetElapsedTime(execution.EnqueuedAt, result.ReadyAt));
    }

    [Fact]
    public async Task ExecuteAsync_IdleWorker_IsUsedAgain()
    {
        await RunOnceAsync("a");
        await RunOnceAsync("b");

        Assert.Single(_launcher.Started);
    }

    [Fact]
    public void ExecuteAsync_Backlog_StartsAsManyWorkersAsItNeedsUpToTheMaximum()
    {
        for (int n = 0; n < 6; n++)
        {
            _ = _pool.ExecuteAsync($"{n}", null);
        }

        Assert.Equal(4, _launcher.Started.Count);
        Assert.Equal(2, _pool.State.Backlog);
        Assert.Equal(4, _pool.State.Busy);
    }

    [Fact]
    public void ExecuteAsync_WorkersStarting_AreCountedBeforeMoreAreStarted()
    {
        _launcher.ReadyAtOnce = false;
        _pool = Pool(Shared);
        _ = _pool.ExecuteAsync("a", null);
        _ = _pool.ExecuteAsync("b", null);
        _ = _pool.ExecuteAsync("c", null);

        Assert.Equal(2, _launcher.Started.Count);
    }

    [Fact]
    public async Task ExecuteAsync_ConcurrencyTwo_BillsSharedTimeOnce()
    {
        _pool = Pool(Shared);
        Task<(StageExecution Execution, StageExecutionResult Result)> first = _pool.ExecuteAsync("a", null);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Task<(StageExecution Execution, StageExecutionResult Result)> second = _pool.ExecuteAsync("b", null);
        _clock.Advance(TimeSpan.FromSeconds(4));
        FakeWorker worker = Assert.Single(_launcher.Started);
        worker.CompleteNext();
        _clock.Advance(TimeSpan.FromSeconds(1));
        worker.CompleteNext();

        Assert.Equal(4, (await Ended(first)).Result.BilledSeconds, precision: 9);
        Assert.Equal(3, (await Ended(second)).Result.BilledSeconds, precision: 9);
    }

    [Fact]
    public async Task KeepAlive_Passes_IdleWorkerLeavesAndTheWarmTargetStays()
    {
        _pool.SetWarmTarget(new WarmTarget(1));
        _ = _pool.ExecuteAsync("a", null);
        _ = _pool.ExecuteAsync("b", null);
        Assert.Equal(2, _launcher.Started.Count);
        _launcher.Started[0].CompleteNext();
        _launcher.Started[1].CompleteNext();

        _clock.Advance(KeepAlive);

        await Until(() => _launcher.Started.Count(worker => worker.Stopped) == 1, "one worker stopped");
        Assert.Equal(1, _pool.State.Idle);
    }

    [Fact]
    public async Task IdleTimes_WorkersThatOnlyIdle_ForecastIsGivenUpAndNeedIsKept()
    {
        _pool = Pool(Small, new IdleWorkerOptions(
            new IdleTimeExperience(), _ => new PoolPolicy { PricePerColdStart = 300, PricePerIdleSecond = 1 }, TimeSpan.FromSeconds(1)));
        _pool.SetWarmTarget(new WarmTarget(1, forecast: 3));
        Assert.Equal(3, _pool.State.Idle);

        _clock.Advance(TimeSpan.FromSeconds(1000));
        _pool.SetWarmTarget(new WarmTarget(1, forecast: 3));

        await Until(() => _launcher.Started.Count(worker => worker.Stopped) == 2, "the forecast's workers stopped");
        Assert.Equal((3, 1), (_pool.State.WarmTarget, _pool.State.Idle));
    }

    [Fact]
    public async Task IdleTimes_CalledOnASchedule_WorkerGoesAndIsBackBeforeItIsDue()
    {
        _launcher.ReadyAfter = TimeSpan.FromSeconds(1);
        _pool = Pool(Small, new IdleWorkerOptions(
            new IdleTimeExperience(), _ => new PoolPolicy { PricePerColdStart = 300, PricePerIdleSecond = 1 }, TimeSpan.FromSeconds(1)));
        var coldStarts = new List<int>();
        for (int call = 0; call < 12; call++)
        {
            await Until(() => _launcher.Started.All(worker => !worker.Stopped || worker.Gone.IsCompleted), "workers that were stopped have gone");
            Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync($"{call}", null);
            if (_pool.State.Busy == 0)
            {
                coldStarts.Add(call);
                _clock.Advance(TimeSpan.FromSeconds(1));
                await Until(() => _pool.State.Busy == 1, "the worker that was started has the call");
            }

            _launcher.Last.CompleteNext();
            await Ended(executing);
            for (int second = 0; second < 900; second++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.InRange(coldStarts.Count, 1, 4);
        Assert.DoesNotContain(coldStarts, call => call > 5);
        Assert.InRange(_launcher.Started.Count, 8, 30);
    }

    [Fact]
    public void SetWarmTarget_Raised_StartsWorkersWithoutWork()
    {
        _pool.SetWarmTarget(new WarmTarget(3));

        Assert.Equal(3, _pool.State.Idle);
    }

    [Fact]
    public async Task SetWarmTarget_WarmWorkerDies_IsReplaced()
    {
        _pool.SetWarmTarget(new WarmTarget(1));
        _launcher.Last.Die();

        await Until(() => _launcher.Started.Count == 2, "a second worker started");
    }

    [Fact]
    public async Task ExecuteAsync_WorkerLost_RunsAgainOnAnother()
    {
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync("a", null);
        _launcher.Last.Die();
        await Until(() => _launcher.Started.Count == 2 && _launcher.Last.Running == 1, "the execution on a second worker");
        _launcher.Last.CompleteNext();

        Assert.Equal(StageOutcome.Completed, (await Ended(executing)).Result.Outcome);
    }

    [Fact]
    public async Task ExecuteAsync_EveryWorkerLost_FailsInTheEnd()
    {
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync("a", null);
        for (int lost = 1; lost <= 3; lost++)
        {
            await Until(() => _launcher.Started.Count == lost && _launcher.Last.Running == 1, $"worker {lost} at work");
            _launcher.Last.Die();
        }

        Assert.Equal(StageOutcome.WorkerLost, (await Ended(executing)).Result.Outcome);
    }

    [Fact]
    public async Task ExecuteAsync_WorkerKilledForMemory_FailsAtOnce()
    {
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync("a", null);
        _launcher.Last.Die(outOfMemory: true);

        Assert.Equal(StageOutcome.OutOfMemory, (await Ended(executing)).Result.Outcome);
        Assert.Single(_launcher.Started);
    }

    [Fact]
    public async Task ExecuteAsync_StageThrowsOutOfMemory_WorkerIsNotUsedAgain()
    {
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync("a", null);
        _launcher.Last.CompleteNext(WorkerFailure.Of(new InsufficientMemoryException()));

        Assert.Equal(StageOutcome.OutOfMemory, (await Ended(executing)).Result.Outcome);
        await RunOnceAsync("b");
        Assert.Equal(2, _launcher.Started.Count);
    }

    [Fact]
    public async Task ExecuteAsync_WorkerCannotStart_FailsWithTheReason()
    {
        _launcher.ReadyAtOnce = false;
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync("a", null);
        _launcher.Last.FailToStart(new WorkerStartException("Resize", "no model", outOfMemory: false));

        Assert.Equal("Resize", (await Ended(executing)).Result.StartFailure!.Stage);
    }

    [Fact]
    public async Task ConfigureAsync_WorkersPresent_SwitchesOnlyWhenANewOneIsReady()
    {
        await RunOnceAsync("a");
        _launcher.ReadyAtOnce = false;
        Task configuring = _pool.ConfigureAsync(Shared, Cancellation);
        Assert.Equal(Small, _pool.State.Configuration);
        _launcher.Last.BecomeReady();
        await configuring;

        Assert.Equal(Shared, _pool.State.Configuration);
        Assert.True(_launcher.Started[0].Stopped);
        Assert.Equal(1, _pool.State.Idle);
    }

    [Fact]
    public async Task ConfigureAsync_NewWorkersCannotStart_TheOldOnesStay()
    {
        await RunOnceAsync("a");
        _launcher.ReadyAtOnce = false;
        Task configuring = _pool.ConfigureAsync(Shared, Cancellation);
        _launcher.Last.FailToStart(new WorkerStartException("Resize", "too small", outOfMemory: true));

        await Assert.ThrowsAsync<WorkerStartException>(() => configuring);
        Assert.Equal(Small, _pool.State.Configuration);
        Assert.False(_launcher.Started[0].Stopped);
    }

    [Fact]
    public async Task ConfigureAsync_ExecutionRunning_EndsOnTheWorkerItStartedOn()
    {
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync("a", null);
        await _pool.ConfigureAsync(Shared, Cancellation);
        Assert.False(_launcher.Started[0].Stopped);
        _launcher.Started[0].CompleteNext();

        Assert.Equal(Small, (await Ended(executing)).Result.Configuration);
        await Until(() => _launcher.Started[0].Stopped, "the old worker stopped");
    }

    [Fact]
    public async Task DisposeAsync_WorkerDoesNotEnd_GivesUpAfterTheTimeout()
    {
        _ = _pool.ExecuteAsync("a", null);
        _launcher.Last.IgnoresStop = true;
        Task disposing = _pool.DisposeAsync().AsTask();
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(disposing.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await disposing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        _launcher.Last.Die();
    }

    private WorkerPool Pool(ResourceConfiguration configuration, IdleWorkerOptions? idle = null) => new(
        ("production", "Resize"),
        configuration,
        new WorkerPoolOptions(KeepAlive, MaximumWorkers: 4, ReplaceBeforeSwitching: true) { Idle = idle },
        _launcher,
        _clock);

    private async Task RunOnceAsync(string instanceId)
    {
        Task<(StageExecution Execution, StageExecutionResult Result)> executing = _pool.ExecuteAsync(instanceId, null);
        _launcher.Last.CompleteNext();
        await Ended(executing);
    }

    private static Task<(StageExecution Execution, StageExecutionResult Result)> Ended(
        Task<(StageExecution Execution, StageExecutionResult Result)> executing) =>
        executing.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    /// <summary>Waits for work that the pool does in the background; it takes microseconds.</summary>
    private static async Task Until(Func<bool> condition, string transition)
    {
        for (int n = 0; !condition(); n++)
        {
            Assert.True(n < 1_000_000, $"It did not come to this: {transition}.");
            await Task.Yield();
        }
    }
}
