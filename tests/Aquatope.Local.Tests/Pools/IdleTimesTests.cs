using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Local.Tests;

/// <summary>A stage that is called every quarter of an hour, on pools that keep workers by what they know of idle times; the host restarts.</summary>
public sealed class IdleTimesTests : IAsyncLifetime
{
    private const string Stage = "Resize";
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-idle-times-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
    private readonly PreWarmerMetrics _metrics = new();
    private LocalStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _store = LocalStore.Open(Path.Combine(_folder, "reports.db"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Restore_AfterARestart_DecidesByWhatTheEarlierHostHasLearned()
    {
        (LocalWorkerPools pools, StageDemands demands) = Start();
        await using (pools)
        {
            await demands.RestoreAsync(Cancellation);
            for (int n = 0; n < 30; n++)
            {
                await CallAsync(pools);
                Pass(Quarter);
            }

            await demands.ObserveAsync(Cancellation);
            await demands.SaveAsync(Cancellation);
        }

        (LocalWorkerPools restarted, StageDemands anew) = Start();
        (LocalWorkerPools forgetful, _) = Start();
        await using (restarted)
        await using (forgetful)
        {
            await anew.RestoreAsync(Cancellation);
            await CallAsync(restarted);
            await CallAsync(forgetful);
            Pass(TimeSpan.FromMinutes(8));
            Assert.Equal(0, await IdleAsync(restarted));

            Pass(TimeSpan.FromMinutes(6.95));
            Assert.Equal(1, await IdleAsync(restarted));
            Assert.Equal(0, await IdleAsync(forgetful));
        }
    }

    [Fact]
    public async Task Restore_WorkersHaveAFixedKeepAlive_StoresAndReadsNothing()
    {
        (LocalWorkerPools pools, StageDemands demands) = Start(new LocalMachineOptions { KeepAlive = TimeSpan.FromMinutes(1) });
        await using (pools)
        {
            await demands.RestoreAsync(Cancellation);
            await CallAsync(pools);
            Pass(Quarter);
            await demands.ObserveAsync(Cancellation);
            await demands.SaveAsync(Cancellation);

            Assert.Null(((ILearnedIdleTimes)pools).Read(Stage));
            Assert.Null(await _store.ReadAsync($"stages/{Stage}/idle-times", Cancellation));
            Assert.NotNull(await _store.ReadAsync($"stages/{Stage}/demand", Cancellation));
        }
    }

    private (LocalWorkerPools Pools, StageDemands Demands) Start(LocalMachineOptions? options = null)
    {
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Thumbnails"] = new() { Name = "Thumbnails", Create = _ => throw new InvalidOperationException("It is not run here.") },
            },
            Stages = new Dictionary<string, StageRegistration> { [Stage] = Registration() },
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = new PreWarmerOptions(),
        };
        var prices = new ColdStartPrices(application, _metrics, _clock);
        var directory = new ExecutionDirectory();
        directory.Enter(Lane.Production, "execution", "Thumbnails", parentInstanceId: null);
        var pools = new LocalWorkerPools(
            application, prices, options ?? new LocalMachineOptions(), new SelfCompletingLauncher(_clock), _store, directory, new UnknownLoad(), _clock);
        return (pools, new StageDemands(application, _store, new DemandStore(_store, NullLogger<DemandStore>.Instance), prices, _clock, pools));
    }

    private static Task<string?> CallAsync(LocalWorkerPools pools) =>
        pools.ExecuteAsync(new StageInvocation(Lane.Production, Stage, "execution", null), Cancellation);

    private static async Task<int> IdleAsync(LocalWorkerPools pools) => (await pools.GetAsync(Lane.Production, Cancellation)).Single().Idle;

    // Step by step: this clock moves on before it calls back, so that a leap would be late for everything.
    private void Pass(TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static StageRegistration Registration() => new()
    {
        Name = Stage,
        Create = _ => throw new InvalidOperationException("Workers make the stage, and these exist only in the test."),
        Knobs = new StageKnobs([1], [512], [1]),
        Default = new ResourceConfiguration(1, 512, 1),
    };

    /// <summary>Starts workers that are ready at once and take no time for an execution.</summary>
    private sealed class SelfCompletingLauncher(TimeProvider clock) : IStageWorkerLauncher
    {
        public Task<IStageWorker> StartAsync(string lane, string stage, ResourceConfiguration configuration, CancellationToken cancellationToken) =>
            Task.FromResult<IStageWorker>(new Worker(configuration, clock));

        private sealed class Worker(ResourceConfiguration configuration, TimeProvider clock) : IStageWorker
        {
            private readonly TaskCompletionSource<bool> _gone = new();

            public ResourceConfiguration Configuration => configuration;

            public long ReadyAt { get; } = clock.GetTimestamp();

            public Task<bool> Gone => _gone.Task;

            public Task<WorkerResult> ExecuteAsync(string instanceId, string? input) => Task.FromResult(new WorkerResult(
                new WorkerTiming(clock.GetTimestamp(), clock.GetTimestamp(), TimeSpan.Zero, PeakMemoryBytes: 1 << 20), "null", null));

            public Task StopAsync()
            {
                _gone.TrySetResult(false);
                return _gone.Task;
            }
        }
    }
}
