using Aquatope.Tuning;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

/// <summary>Production's pools as numbers: workers start within a fixed time, stay while the target holds them, and leave when it falls.</summary>
internal sealed class FakePools(FakeTimeProvider clock, TimeSpan startUp, params string[] stages) : IWorkerPools
{
    private static readonly ResourceConfiguration Configuration = new(1, 128, 1);
    private readonly Dictionary<string, List<Worker>> _workers = stages.ToDictionary(stage => stage, _ => new List<Worker>(), StringComparer.Ordinal);

    public Dictionary<string, int> Targets { get; } = [];

    public List<(DateTimeOffset At, string Stage, int Workers)> Changes { get; } = [];

    public Task ConfigureAsync(string lane, WorkflowConfiguration configuration, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetWarmTargetAsync(string lane, string stage, WarmTarget target, CancellationToken cancellationToken)
    {
        Assert.Equal(Lane.Production, lane);
        Targets[stage] = target.Workers;
        Changes.Add((clock.GetUtcNow(), stage, target.Workers));
        Settle(stage);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PoolState>> GetAsync(string lane, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return Task.FromResult<IReadOnlyList<PoolState>>([.. _workers.OrderBy(pool => pool.Key, StringComparer.Ordinal).Select(pool => new PoolState(
            pool.Key,
            Configuration,
            Targets.GetValueOrDefault(pool.Key),
            pool.Value.Count(worker => worker.ReadyAt > now),
            pool.Value.Count(worker => worker.ReadyAt <= now && worker.BusyUntil <= now),
            pool.Value.Count(worker => worker.BusyUntil > now),
            0))]);
    }

    /// <summary>Runs a call that begins now.</summary>
    /// <returns>How long it waited for a worker to start.</returns>
    public TimeSpan Call(string stage, TimeSpan service)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Worker? worker = _workers[stage].Where(worker => worker.BusyUntil <= now).MinBy(worker => worker.ReadyAt);
        if (worker is null)
        {
            _workers[stage].Add(worker = new Worker { ReadyAt = now + startUp });
        }

        DateTimeOffset begin = worker.ReadyAt > now ? worker.ReadyAt : now;
        worker.BusyUntil = begin + service;
        return begin - now;
    }

    /// <summary>Lets workers beyond the targets go that have nothing to do.</summary>
    public void LetIdleWorkersGo()
    {
        foreach (string stage in _workers.Keys)
        {
            Settle(stage);
        }
    }

    private void Settle(string stage)
    {
        List<Worker> workers = _workers[stage];
        while (workers.Count < Targets.GetValueOrDefault(stage))
        {
            workers.Add(new Worker { ReadyAt = clock.GetUtcNow() + startUp });
        }

        while (workers.Count > Targets.GetValueOrDefault(stage) && workers.Find(worker => worker.BusyUntil <= clock.GetUtcNow()) is { } idle)
        {
            workers.Remove(idle);
        }
    }

    private sealed class Worker
    {
        public DateTimeOffset ReadyAt { get; init; }

        public DateTimeOffset BusyUntil { get; set; }
    }
}
