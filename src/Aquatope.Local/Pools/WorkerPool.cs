using Aquatope.Tuning;

namespace Aquatope.Local;

/// <summary>
/// The workers of one stage in one lane. It starts workers for a backlog that the present ones cannot take, keeps as many
/// warm as it is told, lets idle ones go after a while, and replaces all of them when the configuration changes.
/// </summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed partial class WorkerPool : IAsyncDisposable
{
    private readonly string _lane;
    private readonly string _stage;
    private readonly WorkerPoolOptions _options;
    private readonly IStageWorkerLauncher _launcher;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _idleTimer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly LinkedList<StageExecution> _backlog = [];
    private readonly List<PooledWorker> _workers = [];
    private readonly HashSet<Task> _background = [];
    private ResourceConfiguration _configuration;
    private int _starting;
    private WarmTarget _warmTarget;

    public WorkerPool(
        (string Lane, string Stage) key,
        ResourceConfiguration configuration,
        WorkerPoolOptions options,
        IStageWorkerLauncher launcher,
        TimeProvider timeProvider)
    {
        (_lane, _stage) = key;
        _configuration = configuration;
        _options = options;
        _launcher = launcher;
        _timeProvider = timeProvider;
        _created = timeProvider.GetTimestamp();
        _idleSlots = options.Idle is { } idle ? new IdleSlots(idle.Experience, idle.PolicyOf(configuration), idle.AssumedStartUp) : null;
        _idleTimer = timeProvider.CreateTimer(_ => FollowIdleWorkers(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the pool's state now.</summary>
    public PoolState State
    {
        get
        {
            lock (_lock)
            {
                PooledWorker[] current = [.. _workers.Where(worker => !worker.Retired)];
                return new PoolState(
                    _stage, _configuration, _warmTarget.Workers, _starting,
                    current.Count(worker => worker.Meter.Active == 0), current.Count(worker => worker.Meter.Active > 0), _backlog.Count);
            }
        }
    }

    /// <summary>Runs the stage once, on a present worker or on one started for it.</summary>
    /// <param name="instanceId">The instance ID of the calling orchestration.</param>
    /// <param name="input">The input as JSON, or null.</param>
    /// <returns>The execution, and what came of it.</returns>
    public async Task<(StageExecution Execution, StageExecutionResult Result)> ExecuteAsync(string instanceId, string? input)
    {
        var execution = new StageExecution(instanceId, input, _timeProvider.GetTimestamp());
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            _backlog.AddLast(execution);
            TellIdleSlots();
            Dispatch();
        }

        return (execution, await execution.Completion);
    }

    /// <summary>Sets how many workers are kept whatever the load.</summary>
    /// <param name="target">The numbers; capped by the pool's maximum.</param>
    public void SetWarmTarget(WarmTarget target)
    {
        lock (_lock)
        {
            _warmTarget = new WarmTarget(Math.Min(target.Needed, _options.MaximumWorkers), Math.Min(target.Forecast, _options.MaximumWorkers));
            _idleSlots?.Forecast(_warmTarget.Forecast, _timeProvider.GetElapsedTime(_created));
            StartMissingWorkers();
        }

        LetIdleWorkersGo();
    }

    /// <summary>Changes the workers' resources: starts the new workers first, then lets the old ones end what they have.</summary>
    /// <param name="configuration">The new resources.</param>
    /// <param name="cancellationToken">Stops waiting for the new workers; the old ones then stay.</param>
    /// <returns>Completes when new executions run on the new resources.</returns>
    /// <exception cref="WorkerStartException">No worker of these resources could be started; the old ones stay.</exception>
    public async Task ConfigureAsync(ResourceConfiguration configuration, CancellationToken cancellationToken)
    {
        int replacements;
        lock (_lock)
        {
            if (_configuration == configuration)
            {
                return;
            }

            // As many as there are, because that is what the load has lately needed at once.
            int present = _workers.Count(worker => !worker.Retired) + _starting;
            replacements = _options.ReplaceBeforeSwitching ? Math.Max(Floor, present) : 0;
        }

        IReadOnlyList<IStageWorker> started = await StartAllAsync(configuration, replacements, cancellationToken);
        lock (_lock)
        {
            _configuration = configuration;
            foreach (PooledWorker old in _workers)
            {
                old.Retired = true;
            }

            foreach (IStageWorker worker in started)
            {
                Add(worker, configuration);
            }

            Dispatch();
        }

        LetIdleWorkersGo();
    }

    private async Task<IReadOnlyList<IStageWorker>> StartAllAsync(ResourceConfiguration configuration, int count, CancellationToken cancellationToken)
    {
        Task<IStageWorker>[] starting = [.. Enumerable.Range(0, count).Select(
            _ => _launcher.StartAsync(_lane, _stage, configuration, cancellationToken))];
        try
        {
            return await Task.WhenAll(starting);
        }
        catch
        {
            await Task.WhenAll(starting.Where(task => task.IsCompletedSuccessfully).Select(task => task.Result.StopAsync()));
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task[] ending;
        lock (_lock)
        {
            // A container disposes of a service once for each name it was asked for by.
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            _stopping.Cancel();

            // A worker that ends at once takes itself off the list.
            PooledWorker[] workers = [.. _workers];
            ending = [.. _background, .. workers.Select(worker => worker.Worker.StopAsync())];
        }

        await _idleTimer.DisposeAsync();
        try
        {
            await Task.WhenAll(ending).WaitAsync(_options.StopTimeout, _timeProvider);
        }
        catch (TimeoutException)
        {
            // The launcher ends what still runs. No execution is lost by that: the task hub hands it out again.
        }
    }

    /// <summary>Gives waiting executions to free workers, and starts workers for those that remain. Called under the lock.</summary>
    private void Dispatch()
    {
        while (_backlog.First is { } next && FreeWorker() is { } worker)
        {
            _backlog.RemoveFirst();
            Run(next.Value, worker);
        }

        StartMissingWorkers();
    }

    /// <summary>Returns the least busy worker with room; of equals the one used last, so that the others can go.</summary>
    private PooledWorker? FreeWorker() => _workers
        .Where(worker => !worker.Retired && worker.Meter.Active < worker.Configuration.Concurrency)
        .OrderBy(worker => worker.Meter.Active)
        .ThenByDescending(worker => worker.IdleSince)
        .FirstOrDefault();

    private void Run(StageExecution execution, PooledWorker worker)
    {
        double begun = worker.Meter.Begin();
        Background(RunAsync());

        async Task RunAsync()
        {
            Task<WorkerResult> executing = worker.Worker.ExecuteAsync(execution.InstanceId, execution.Input);
            if (await Task.WhenAny(executing, worker.Worker.Gone) == executing)
            {
                Completed(execution, worker, begun, await executing);
            }
            else
            {
                Lost(execution, worker, begun, await worker.Worker.Gone);
            }
        }
    }

    private void Completed(StageExecution execution, PooledWorker worker, double begun, WorkerResult result)
    {
        StageOutcome outcome = result.Failure switch
        {
            null => StageOutcome.Completed,
            { IsOutOfMemory: true } => StageOutcome.OutOfMemory,
            _ => StageOutcome.Failed,
        };
        double billed;
        lock (_lock)
        {
            billed = worker.Meter.End(begun);
            worker.IdleSince = _timeProvider.GetTimestamp();

            // A heap that was once exhausted is not trusted with further executions.
            worker.Retired |= outcome == StageOutcome.OutOfMemory;
            TellIdleSlots();
            Dispatch();
        }

        execution.Complete(new StageExecutionResult(outcome, worker.Configuration, result, worker.Worker.ReadyAt, billed));
        LetIdleWorkersGo();
    }

    private void Lost(StageExecution execution, PooledWorker worker, double begun, bool outOfMemory)
    {
        StageExecutionResult? result = null;
        lock (_lock)
        {
            double billed = worker.Meter.End(begun);
            worker.Retired = true;
            execution.WorkersLost++;
            if (outOfMemory || execution.WorkersLost >= _options.MaximumWorkersLost || _stopping.IsCancellationRequested)
            {
                StageOutcome outcome = outOfMemory ? StageOutcome.OutOfMemory : StageOutcome.WorkerLost;
                result = new StageExecutionResult(outcome, worker.Configuration, null, worker.Worker.ReadyAt, billed);
                TellIdleSlots();
            }
            else
            {
                _backlog.AddFirst(execution);
                Dispatch();
            }
        }

        if (result is not null)
        {
            execution.Complete(result);
        }
    }

    private void Background(Task task)
    {
        lock (_lock)
        {
            _background.Add(task);
        }

        task.ContinueWith(
            done =>
            {
                lock (_lock)
                {
                    _background.Remove(done);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private sealed class PooledWorker(IStageWorker worker, ResourceConfiguration configuration, BillingMeter meter)
    {
        public IStageWorker Worker => worker;

        public ResourceConfiguration Configuration => configuration;

        public BillingMeter Meter => meter;

        /// <summary>Gets or sets a value indicating whether the worker gets no further executions.</summary>
        public bool Retired { get; set; }

        /// <summary>Gets or sets a value indicating whether the worker has been told to end.</summary>
        public bool Leaving { get; set; }

        public long IdleSince { get; set; }
    }
}
