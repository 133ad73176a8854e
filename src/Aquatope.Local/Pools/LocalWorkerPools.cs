using System.Collections.Concurrent;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Local;

/// <summary>The worker pools of every lane on this machine: runs stages, reports them, and is set by optimizer and pre-warmer.</summary>
internal sealed class LocalWorkerPools(
    AquatopeApplication application,
    ColdStartPrices prices,
    LocalMachineOptions options,
    IStageWorkerLauncher launcher,
    IReportSink sink,
    ExecutionDirectory directory,
    IMachineLoad load,
    TimeProvider timeProvider) : IStageDispatcher, IWorkerPools, ILearnedIdleTimes, IAsyncDisposable
{
    private const double StartInColdStarts = 0.05;
    private static readonly TimeSpan FixedKeepAlive = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Lane, string Stage), WorkerPool> _pools = new();
    private readonly IdleTimeExperience _idleTimes = new();

    /// <inheritdoc/>
    public IdleTimeExperienceState OfAllPools
    {
        get => _idleTimes.State;
        set => _idleTimes.State = value;
    }

    /// <inheritdoc/>
    public IdleSlotsState? Read(string stage) => Pool(Lane.Production, stage).IdleTimes;

    /// <inheritdoc/>
    public void Restore(string stage, IdleSlotsState state) => Pool(Lane.Production, stage).IdleTimes = state;

    /// <inheritdoc/>
    public async Task<string?> ExecuteAsync(StageInvocation invocation, CancellationToken cancellationToken)
    {
        DateTimeOffset scheduledAt = timeProvider.GetUtcNow();
        WorkflowExecution workflow = directory.Find(invocation.Lane, invocation.InstanceId);
        (StageExecution execution, StageExecutionResult result) = await Pool(invocation.Lane, invocation.Stage)
            .ExecuteAsync(invocation.InstanceId, invocation.Input).WaitAsync(cancellationToken);
        sink.Write(ReportOf(invocation, workflow, scheduledAt, execution, result));
        return result.Worker is { Failure: null } worker ? worker.Result : throw FailureOf(invocation.Stage, execution, result);
    }

    /// <inheritdoc/>
    public Task ConfigureAsync(string lane, WorkflowConfiguration configuration, CancellationToken cancellationToken) =>
        Task.WhenAll(configuration.Stages.Select(stage => Pool(lane, stage.Key).ConfigureAsync(stage.Value, cancellationToken)));

    /// <inheritdoc/>
    public Task SetWarmTargetAsync(string lane, string stage, WarmTarget target, CancellationToken cancellationToken)
    {
        Pool(lane, stage).SetWarmTarget(target);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PoolState>> GetAsync(string lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PoolState>>(
            [.. application.Stages.Keys.Order(StringComparer.Ordinal).Select(stage => Pool(lane, stage).State)]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (WorkerPool pool in _pools.Values)
        {
            await pool.DisposeAsync();
        }
    }

    private WorkerPool Pool(string lane, string stage) => _pools.GetOrAdd((lane, stage), key =>
    {
        bool production = lane == Lane.Production;
        return new WorkerPool(
            key,
            application.Stages[stage].Default,
            new WorkerPoolOptions(
                production ? options.KeepAlive ?? FixedKeepAlive : options.TrialKeepAlive, options.MaximumWorkersPerPool, ReplaceBeforeSwitching: production)
            {
                Idle = production && application.PreWarmer.Enabled && options.KeepAlive is null
                    ? new IdleWorkerOptions(_idleTimes, configuration => PricesOf(stage, configuration), application.PreWarmer.AssumedStartUp)
                    : null,
            },
            launcher,
            timeProvider);
    });

    // Starting a process takes processor time from the others on this machine, whatever a cold start is worth: a worker is not sent away for a few seconds.
    private PoolPolicy PricesOf(string stage, ResourceConfiguration configuration) =>
        prices.PolicyOf(stage, configuration) with { PricePerStart = StartInColdStarts * application.PreWarmer.PricePerColdStart };

    private StageReport ReportOf(
        StageInvocation invocation, WorkflowExecution workflow, DateTimeOffset scheduledAt, StageExecution execution, StageExecutionResult result)
    {
        long started = result.Worker?.Timing.Started ?? timeProvider.GetTimestamp();
        long ended = result.Worker?.Timing.Ended ?? started;
        TimeSpan elapsed = timeProvider.GetElapsedTime(started, ended);
        TimeSpan wait = timeProvider.GetElapsedTime(execution.EnqueuedAt, started);
        TimeSpan untilReady = timeProvider.GetElapsedTime(execution.EnqueuedAt, result.ReadyAt);
        bool cold = untilReady > TimeSpan.Zero;
        return new StageReport
        {
            Lane = invocation.Lane,
            Workflow = workflow.Workflow,
            InstanceId = workflow.InstanceId,
            Stage = invocation.Stage,
            ScheduledAt = scheduledAt,
            QueueWait = wait,
            ColdStart = cold ? wait : TimeSpan.Zero,
            Execution = elapsed,
            CpuTime = result.Worker?.Timing.CpuTime,
            PeakMemoryMiB = result.Worker?.Timing.PeakMemoryBytes / (1024.0 * 1024.0),
            Configuration = result.Configuration,
            Outcome = result.Outcome,
            Cost = (result.BilledSeconds * application.Prices.PerSecond(result.Configuration)) + application.Prices.PerExecution,
            Contended = result.Worker is { } worker
                && Contention.Affected(load, (started, ended), elapsed, worker.Timing.CpuTime, result.Configuration.Cpu),
        };
    }

    private static Exception FailureOf(string stage, StageExecution execution, StageExecutionResult result) => result switch
    {
        { StartFailure: { OutOfMemory: false } failure } => failure,
        { Outcome: StageOutcome.OutOfMemory } => new InsufficientMemoryException(
            $"Stage '{stage}' exceeded its memory limit of {result.Configuration.MemoryMiB} MiB."),
        { Worker.Failure: { } failure } => StageFailure.Revive(stage, failure),
        _ => new WorkerLostException(stage, execution.WorkersLost),
    };
}
