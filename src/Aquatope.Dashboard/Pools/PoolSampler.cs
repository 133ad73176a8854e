using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Dashboard;

/// <summary>Looks at the pools of production once a second, and remembers the last hour.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class PoolSampler(AquatopeApplication application, IWorkerPools pools, TimeProvider timeProvider) : BackgroundService
{
    private const int Capacity = 3600;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Sampled> _stages = new(StringComparer.Ordinal);

    /// <summary>Gets when the sampling began.</summary>
    public DateTimeOffset Since { get; } = timeProvider.GetUtcNow();

    /// <summary>Returns the samples of a stage's pool since a moment, oldest first.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="since">The moment.</param>
    public IReadOnlyList<PoolSample> Of(string stage, DateTimeOffset since)
    {
        lock (_lock)
        {
            return _stages.TryGetValue(stage, out Sampled? sampled) ? [.. sampled.Samples.Where(sample => sample.At >= since)] : [];
        }
    }

    /// <summary>Returns what the idle workers of a stage have cost since the sampling began, in the price list's currency.</summary>
    /// <param name="stage">The stage.</param>
    public double IdleCostOf(string stage)
    {
        lock (_lock)
        {
            return _stages.TryGetValue(stage, out Sampled? sampled) ? sampled.IdleCost : 0;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Take(await pools.GetAsync(Lane.Production, stoppingToken), timeProvider.GetUtcNow());
        }
    }

    private void Take(IReadOnlyList<PoolState> states, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (PoolState state in states)
            {
                Sampled sampled = _stages.TryGetValue(state.Stage, out Sampled? found) ? found : _stages[state.Stage] = new Sampled();
                double elapsed = sampled.Samples.Count == 0 ? 0 : (now - sampled.Last).TotalSeconds;
                double idle = state.Idle * application.Prices.PerSecond(state.Configuration);
                sampled.IdleCost += elapsed * idle;
                sampled.Last = now;
                sampled.Samples.Enqueue(new PoolSample(now, state.WarmTarget, state.Starting, state.Idle, state.Busy, state.Backlog, idle));
                if (sampled.Samples.Count > Capacity)
                {
                    sampled.Samples.Dequeue();
                }
            }
        }
    }

    private sealed class Sampled
    {
        public Queue<PoolSample> Samples { get; } = [];

        public DateTimeOffset Last { get; set; }

        public double IdleCost { get; set; }
    }
}

/// <summary>A pool at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Target">How many workers are to be kept warm.</param>
/// <param name="Starting">Workers on their way up.</param>
/// <param name="Idle">Warm workers without work.</param>
/// <param name="Busy">Workers with work.</param>
/// <param name="Backlog">Work items without a worker.</param>
/// <param name="IdleCostPerSecond">What the idle workers cost in a second, in the price list's currency.</param>
internal sealed record PoolSample(DateTimeOffset At, int Target, int Starting, int Idle, int Busy, int Backlog, double IdleCostPerSecond);
