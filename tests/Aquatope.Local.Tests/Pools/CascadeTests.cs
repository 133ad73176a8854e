using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Local.Tests;

/// <summary>
/// A chain of three stages on this machine's pools and store, with the pre-warmer; only the workers and the time are the
/// test's: a worker takes 250 ms to start and leaves after a minute without work.
/// </summary>
public sealed class CascadeTests : IAsyncLifetime
{
    private static readonly string[] Stages = ["a", "b", "c"];
    private static readonly TimeSpan Service = TimeSpan.FromMilliseconds(400);
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-cascade-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    private readonly ExecutionDirectory _directory = new();
    private readonly FakeLauncher _launcher;
    private readonly PreWarmerMetrics _metrics = new();
    private LocalStore _store = null!;
    private LocalWorkerPools _pools = null!;
    private WarmTargets _targets = null!;
    private CascadeWarmer _cascade = null!;
    private PreWarmer _preWarmer = null!;

    public CascadeTests() => _launcher = new FakeLauncher(_clock) { ReadyAfter = TimeSpan.FromMilliseconds(250) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Chain"] = new() { Name = "Chain", Create = _ => throw new InvalidOperationException("It is not run here.") },
            },
            Stages = Stages.ToDictionary(name => name, Registration, StringComparer.Ordinal),
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = new PreWarmerOptions { Interval = TimeSpan.FromMinutes(1) },
        };
        _store = LocalStore.Open(Path.Combine(_folder, "reports.db"));
        var prices = new ColdStartPrices(application, _metrics, _clock);
        _pools = new LocalWorkerPools(application, prices, new LocalMachineOptions { MaximumWorkersPerPool = 4 }, _launcher, _store, _directory, new UnknownLoad(), _clock);
        _targets = new WarmTargets(_pools, _metrics);
        var demands = new StageDemands(application, _store, new DemandStore(_store, NullLogger<DemandStore>.Instance), prices, _clock);
        var forecasters = new StageForecasters(application, new ForecasterHistory(_store), _metrics, _clock, NullLogger<StageForecasters>.Instance);
        _cascade = new CascadeWarmer(application, prices, new WorkflowPlans(application, _store), demands, _targets, _clock, NullLogger<CascadeWarmer>.Instance);
        _preWarmer = new PreWarmer(application, prices, forecasters, demands, _targets, _cascade, new ForecastLog(new AccuracyStore(_store), _clock), _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _cascade.Dispose();
        _targets.Dispose();
        _metrics.Dispose();
        await _pools.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Execution_AfterAnIdleHour_BeginsColdOnceOnly()
    {
        Assert.Equal(3, await ExecuteAsync("first"));
        for (int minute = 0; minute < 60; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await _preWarmer.RunOnceAsync(Cancellation);
        }

        Assert.All(await _pools.GetAsync(Lane.Production, Cancellation), pool => Assert.Equal((0, 0), (pool.WarmTarget, pool.Idle)));

        Assert.Equal(1, await ExecuteAsync("second"));
        Assert.Equal(0, await ExecuteAsync("third"));
    }

    // As the orchestrator and the stages' proxies would.
    private async Task<int> ExecuteAsync(string id)
    {
        DateTimeOffset startedAt = _clock.GetUtcNow();
        WorkflowExecution execution = _directory.Enter(Lane.Production, id, "Chain", parentInstanceId: null);
        _cascade.Started(execution);
        int cold = 0;
        foreach (string stage in Stages)
        {
            cold += await CallAsync(execution, stage) ? 1 : 0;
        }

        _directory.Leave(Lane.Production, id);
        _cascade.Ended(execution);
        _store.Write(new WorkflowReport
        {
            Lane = Lane.Production,
            Workflow = "Chain",
            InstanceId = id,
            StartedAt = startedAt,
            Latency = _clock.GetUtcNow() - startedAt,
            Failed = false,
        });
        return cold;
    }

    private async Task<bool> CallAsync(WorkflowExecution execution, string stage)
    {
        _cascade.Called(execution, stage);
        DateTimeOffset calledAt = _clock.GetUtcNow();
        Task<string?> call = _pools.ExecuteAsync(new StageInvocation(Lane.Production, stage, execution.InstanceId, null), Cancellation);
        Pass(() => _launcher.Started.Exists(worker => worker.Running > 0));
        DateTimeOffset begunAt = _clock.GetUtcNow();
        Pass(() => _clock.GetUtcNow() >= begunAt + Service);
        _launcher.Started.Single(worker => worker.Running > 0).CompleteNext();
        await call;
        return begunAt > calledAt;
    }

    // Step by step: this clock moves on before it calls back, so that a leap would be late for everything.
    private void Pass(Func<bool> until)
    {
        while (!until())
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    private static StageRegistration Registration(string name) => new()
    {
        Name = name,
        Create = _ => throw new InvalidOperationException("Workers make the stage, and these exist only in the test."),
        Knobs = new StageKnobs([1], [512], [1]),
        Default = new ResourceConfiguration(1, 512, 1),
    };
}
