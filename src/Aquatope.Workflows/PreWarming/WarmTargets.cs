using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>
/// The numbers of workers that production's pools keep warm: as many as the forecast asks for, or as the executions under
/// way will need, whichever is more. A pool hears of it at each forecast, because some platforms change only now and then,
/// and in between only when it changes.
/// </summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class WarmTargets(IWorkerPools pools, PreWarmerMetrics metrics) : IDisposable
{
    private readonly Dictionary<string, Target> _targets = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Returns the state of every pool.</summary>
    public Task<IReadOnlyList<PoolState>> PoolsAsync(CancellationToken cancellationToken) => pools.GetAsync(Lane.Production, cancellationToken);

    /// <summary>Sets what the forecast asks for.</summary>
    /// <param name="pool">The pool, as it was found.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task ForecastAsync(PoolState pool, int workers, CancellationToken cancellationToken) =>
        SetAsync(pool, target => target with { Forecast = workers }, always: true, cancellationToken);

    /// <summary>Sets what executions under way will need.</summary>
    /// <param name="pool">The pool, as it was found.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task CascadeAsync(PoolState pool, int workers, CancellationToken cancellationToken) =>
        SetAsync(pool, target => target with { Cascade = workers }, always: false, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task SetAsync(PoolState pool, Func<Target, Target> change, bool always, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Target before = _targets.GetValueOrDefault(pool.Stage, new Target(0, 0, Applied: null));
            Target after = change(before);
            int workers = Math.Max(after.Forecast, after.Cascade);

            if (always || before.Applied != workers)
            {
                await pools.SetWarmTargetAsync(Lane.Production, pool.Stage, workers, cancellationToken);
            }

            _targets[pool.Stage] = after with { Applied = workers };
            metrics.Target(pool.Stage, workers);
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Target(int Forecast, int Cascade, int? Applied);
}
