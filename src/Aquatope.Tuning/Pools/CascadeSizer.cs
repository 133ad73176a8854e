namespace Aquatope.Tuning;

/// <summary>Decides how many workers of a later stage the executions under way will need.</summary>
public static class CascadeSizer
{
    private static readonly TimeSpan LeastSpan = TimeSpan.FromMilliseconds(1);

    /// <summary>Decides.</summary>
    /// <param name="expected">The calls that may come before the next round's workers could be ready, see <see cref="RunningExecutions{TKey}.Expected"/>.</param>
    /// <param name="pool">The stage's pool.</param>
    /// <param name="service">The mean time that a call occupies a worker; positive.</param>
    /// <param name="policy">What workers and cold starts cost, and how many workers there may be.</param>
    /// <param name="round">How often pools are decided anew; positive.</param>
    /// <returns>The number of workers; zero where no calls are expected.</returns>
    /// <remarks>A worker is held until the next round, however soon its call comes, and that time is what it costs.</remarks>
    public static int Decide(ExpectedExecutions expected, PoolState pool, TimeSpan service, PoolPolicy policy, TimeSpan round)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(round, TimeSpan.Zero);
        if (expected.Executions.Count == 0)
        {
            return 0;
        }

        TimeSpan interval = expected.Span > LeastSpan ? expected.Span : LeastSpan;
        var demand = new PoolDemand
        {
            // Executions that began together will call together.
            Calls = [ExpectedCalls.Of(expected.Executions)],
            Interval = interval,
            ServiceTime = service,
            WorkerConcurrency = pool.Configuration.Concurrency,
            Present = pool.Starting + pool.Idle + pool.Busy,
            InFlight = pool.Busy + pool.Backlog,
        };
        double held = Math.Max(1, round / interval);
        return WarmPoolSizer.Decide(demand, policy with { PricePerIdleSecond = held * policy.PricePerIdleSecond }, PoolSizerState.Initial).Target;
    }
}
