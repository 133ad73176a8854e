using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>
/// The numbers of workers that production's pools keep warm: as many as the executions under way will need, and as the
/// forecast asks for while the pool finds that this pays. A pool hears of it at each forecast, because some platforms change only now and then,
/// and in between only when it changes.
/// </summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class WarmTargets(IWorkerPools pools, PreWarmerMetrics metrics) : IDisposable
{
    private readonly Dictionary<string, WarmTarget> _targets = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Returns the state of every pool.</summary>
    public Task<IReadOnlyList<PoolState>> PoolsAsync(CancellationToken cancellationToken) => pools.GetAsync(Lane.Production, cancellationToken);

    /// <summary>Sets what the forecast asks for.</summary>
    /// <param name="pool">The pool, as it was found.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task ForecastAsync(PoolState pool, int workers, CancellationToken cancellationToken) =>
        SetAsync(pool, target => new WarmTarget(target.Needed, workers), always: true, cancellationToken);

    /// <summary>Sets what executions under way will need.</summary>
    /// <param name="pool">The pool, as it was found.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task CascadeAsync(PoolState pool, int workers, CancellationToken cancellationToken) =>
        SetAsync(pool, target => new WarmTarget(workers, target.Forecast), always: false, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task SetAsync(PoolState pool, Func<WarmTarget, WarmTarget> change, bool always, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            bool known = _targets.TryGetValue(pool.Stage, out WarmTarget before);
            WarmTarget after = change(before);
            if (always || !known || before != after)
            {
                await pools.SetWarmTargetAsync(Lane.Production, pool.Stage, after, cancellationToken);
            }

            _targets[pool.Stage] = after;
            metrics.Target(pool.Stage, after.Workers);
        }
        finally
        {
            _gate.Release();
        }
    }
}
