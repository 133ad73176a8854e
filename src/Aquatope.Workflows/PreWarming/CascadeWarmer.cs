using Aquatope.Tuning;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>
/// Warms the later stages of executions under way: when a workflow starts, each of its stages is needed at a roughly known
/// time, and its pool is raised as long before as a worker takes to start.
/// </summary>
/// <remarks>
/// It learns of starts and calls from the orchestrators and stages of this process. Pools fall again with the next round of the
/// pre-warmer after a call has been made or an execution has ended. An execution that started in an earlier process is left to the forecast.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed partial class CascadeWarmer : IDisposable
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private readonly AquatopeApplication _application;
    private readonly ColdStartPrices _prices;
    private readonly WorkflowPlans _plans;
    private readonly StageDemands _demands;
    private readonly WarmTargets _targets;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<CascadeWarmer> _logger;
    private readonly RunningExecutions<string> _running = new();
    private readonly Lock _lock = new();
    private readonly PriorityQueue<string, (DateTimeOffset At, string Stage)> _due = new();
    private readonly HashSet<string> _raised = new(StringComparer.Ordinal);
    private readonly ITimer _timer;

    public CascadeWarmer(
        AquatopeApplication application,
        ColdStartPrices prices,
        WorkflowPlans plans,
        StageDemands demands,
        WarmTargets targets,
        TimeProvider timeProvider,
        ILogger<CascadeWarmer> logger)
    {
        _application = application;
        _prices = prices;
        _plans = plans;
        _demands = demands;
        _targets = targets;
        _timeProvider = timeProvider;
        _logger = logger;
        _timer = timeProvider.CreateTimer(_ => _ = WarmDueAsync(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes note that a workflow has started in production.</summary>
    /// <param name="execution">The execution.</param>
    public void Started(WorkflowExecution execution)
    {
        IReadOnlyList<StageNeed> needs = _plans.Of(execution.Workflow);
        if (needs.Count == 0 || _application.PreWarmer is { Enabled: false } or { Cascades: false })
        {
            return;
        }

        DateTimeOffset now = _timeProvider.GetUtcNow();
        _running.Add(execution.InstanceId, now, needs);
        lock (_lock)
        {
            foreach (StageNeed need in needs)
            {
                TimeSpan startUp = _demands.TryFind(need.Stage, out StageDemand? demand) ? demand.StartUp : _application.PreWarmer.AssumedStartUp;
                _due.Enqueue(need.Stage, (now + need.WarmAt(startUp), need.Stage));
            }

            Arm(now);
        }
    }

    /// <summary>Takes note that an execution in production has called a stage.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="stage">The stage.</param>
    public void Called(WorkflowExecution execution, string stage) => _running.Called(execution.InstanceId, stage);

    /// <summary>Takes note that an execution in production has ended.</summary>
    /// <param name="execution">The execution.</param>
    public void Ended(WorkflowExecution execution) => _running.Remove(execution.InstanceId);

    /// <summary>
    /// Learns from executions that have ended, and decides anew for the pools that were raised, so that they fall when nothing
    /// is expected any more.
    /// </summary>
    /// <param name="pools">The pools as they are.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task DecideAgainAsync(IReadOnlyList<PoolState> pools, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        await _plans.LearnAsync(now, cancellationToken);
        _running.Prune(now);
        await WarmAsync(pools, IsRaised, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private async Task WarmDueAsync()
    {
        try
        {
            HashSet<string> due = TakeDue();
            if (due.Count > 0)
            {
                await WarmAsync(await _targets.PoolsAsync(CancellationToken.None), due.Contains, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // The stage begins cold, as it would without; one failure must not end the warming of others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotWarmed(exception);
        }
    }

    private HashSet<string> TakeDue()
    {
        var due = new HashSet<string>(StringComparer.Ordinal);
        lock (_lock)
        {
            DateTimeOffset now = _timeProvider.GetUtcNow();
            while (_due.TryPeek(out string? stage, out (DateTimeOffset At, string) next) && next.At <= now)
            {
                due.Add(stage);
                _due.Dequeue();
            }

            Arm(now);
        }

        return due;
    }

    // Called under the lock. Never at once: the timer would then call back within this call.
    private void Arm(DateTimeOffset now)
    {
        if (_due.TryPeek(out _, out (DateTimeOffset At, string) next))
        {
            TimeSpan wait = next.At - now;
            _timer.Change(wait > LeastWait ? wait : LeastWait, Timeout.InfiniteTimeSpan);
        }
    }

    private bool IsRaised(string stage)
    {
        lock (_lock)
        {
            return _raised.Contains(stage);
        }
    }

    private async Task WarmAsync(IReadOnlyList<PoolState> pools, Func<string, bool> concerned, CancellationToken cancellationToken)
    {
        foreach (PoolState pool in pools.Where(pool => concerned(pool.Stage)))
        {
            if (_demands.TryFind(pool.Stage, out StageDemand? demand) && demand.Times.Service is { } service)
            {
                int workers = Needed(pool, demand.StartUp, service);
                await _targets.CascadeAsync(pool, workers, cancellationToken);
                lock (_lock)
                {
                    _ = workers > 0 ? _raised.Add(pool.Stage) : _raised.Remove(pool.Stage);
                }
            }
        }
    }

    private int Needed(PoolState pool, TimeSpan startUp, TimeSpan service)
    {
        PreWarmerOptions options = _application.PreWarmer;
        ExpectedExecutions expected = _running.Expected(pool.Stage, _timeProvider.GetUtcNow(), options.Interval + startUp);
        return CascadeSizer.Decide(expected, pool, service, _prices.PolicyOf(pool.Stage, pool.Configuration), options.Interval);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The later stages of an execution could not be warmed; they begin cold where no worker is there.")]
    private partial void LogNotWarmed(Exception exception);
}
