using Aquatope.Tuning;
using Aquatope.Workflows;
using Azure.ResourceManager;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aquatope.Azure.Tests;

/// <summary>
/// The pre-warmer with Azure's ports, against servers with Azure's habits: spans arrive minutes late, a change restarts the
/// app, instances take a while to start.
/// </summary>
public sealed class PreWarmCycleTests(StorageFixture storage) : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(3);
    private readonly ArmServer _arm = new();
    private readonly LogAnalyticsServer _logs = new();
    private readonly HastyClock _clock = new();
    private readonly PreWarmerMetrics _metrics = new();
    private WarmTargets? _targets;
    private CascadeWarmer? _cascade;
    private DateTimeOffset _calledUntil;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _cascade?.Dispose();
        _targets?.Dispose();
        _metrics.Dispose();
        await _arm.DisposeAsync();
        await _logs.DisposeAsync();
    }

    [Fact]
    public async Task RunOnce_LoadComesAndGoes_AlwaysReadyInstancesFollowWithoutRestartingTheAppAtEachRound()
    {
        AzureWorkerPools pools = await PoolsAsync();
        PreWarmer preWarmer = await PreWarmerAsync(pools);
        DateTimeOffset began = _clock.GetUtcNow();
        for (int round = 0; round < 25; round++)
        {
            // A call each second, for two seconds: two at once on average.
            await RoundAsync(preWarmer, callsPerSecond: 1);
        }

        PoolState warm = await ResizeAsync(pools);
        Assert.InRange(warm.WarmTarget, 3, 10);
        Assert.Equal((warm.WarmTarget, 0), (warm.Idle, warm.Starting));
        for (int round = 0; round < 45; round++)
        {
            await RoundAsync(preWarmer, callsPerSecond: 0);
        }

        Assert.Equal((0, 0), ((await ResizeAsync(pools)).WarmTarget, (await ResizeAsync(pools)).Idle));
        int changes = _arm.Restarts["app-production-Resize"];
        Assert.InRange(changes, 2, 1 + (int)((_clock.GetUtcNow() - began) / TimeSpan.FromMinutes(15)));
        Assert.DoesNotContain("app-production-Decode", _arm.Restarts.Keys);
    }

    [Fact]
    public async Task RunOnce_TargetJustSet_InstancesAreOnTheirWayUntilTheyHaveStarted()
    {
        AzureWorkerPools pools = await PoolsAsync();
        PreWarmer preWarmer = await PreWarmerAsync(pools);
        while (!_arm.Restarts.ContainsKey("app-production-Resize"))
        {
            await RoundAsync(preWarmer, callsPerSecond: 1);
        }

        PoolState starting = await ResizeAsync(pools);
        Assert.Equal((starting.WarmTarget, 0), (starting.Starting, starting.Idle));
        _clock.Advance(_arm.StartUp);
        PoolState started = await ResizeAsync(pools);
        Assert.Equal((0, starting.WarmTarget), (started.Starting, started.Idle));
    }

    private static async Task<PoolState> ResizeAsync(AzureWorkerPools pools) =>
        (await pools.GetAsync("production", Cancellation)).Single(pool => pool.Stage == "Resize");

    private async Task RoundAsync(PreWarmer preWarmer, double callsPerSecond)
    {
        _clock.Advance(Minute);
        DateTimeOffset now = _clock.GetUtcNow();
        for (; _calledUntil < now; _calledUntil += TimeSpan.FromSeconds(callsPerSecond > 0 ? 1 / callsPerSecond : 60))
        {
            if (callsPerSecond > 0)
            {
                _logs.Spans.Add(Call(_calledUntil));
            }
        }

        await preWarmer.RunOnceAsync(Cancellation);
    }

    private static StageReport Call(DateTimeOffset at) => new()
    {
        Lane = "production",
        Workflow = "Thumbnails",
        InstanceId = $"i{at.Ticks}",
        Stage = "Resize",
        ScheduledAt = at,
        QueueWait = TimeSpan.FromMilliseconds(50),
        Execution = TimeSpan.FromSeconds(2),
        Configuration = new ResourceConfiguration(1, 2048, 1),
        Outcome = StageOutcome.Completed,
        Cost = 0,
    };

    private async Task<AzureWorkerPools> PoolsAsync()
    {
        _calledUntil = _clock.GetUtcNow();
        _arm.Clock = _clock;
        _arm.StartUp = TimeSpan.FromSeconds(40);
        _logs.Ingested = ended => ended <= _clock.GetUtcNow() - Delay;
        return new AzureWorkerPools(
            new AzurePoolOptions { Apps = ArmApps.AddTo(_arm, HostingPlan.FlexConsumption, TimeSpan.FromMinutes(15)) },
            _arm.Credential,
            await storage.NewContainerAsync(),
            _clock,
            _arm.Reach(new ArmClientOptions()));
    }

    private async Task<PreWarmer> PreWarmerAsync(AzureWorkerPools pools)
    {
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Thumbnails"] = new() { Name = "Thumbnails", Create = _ => throw new InvalidOperationException("It is not run here.") },
            },
            Stages = new Dictionary<string, StageRegistration>(),
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = new PreWarmerOptions { Interval = Minute, HistoryIntervals = 10 },
        };
        var reports = new LogAnalyticsReportSource(
            new LogAnalyticsOptions { WorkspaceId = LogAnalyticsServer.Workspace, IngestionDelay = Delay },
            _logs.Credential,
            new AllocatedTimeBilling(new PriceList()),
            _clock,
            _logs.Reach(new LoopbackOptions()));
        BlobStateStore store = await BlobStateStore.OpenAsync(await storage.NewContainerAsync(), Cancellation);
        var prices = new ColdStartPrices(application, _metrics, _clock);
        var demands = new StageDemands(application, reports, new DemandStore(store, NullLogger<DemandStore>.Instance), prices, _clock);
        var forecasters = new StageForecasters(application, new ForecasterHistory(store), _metrics, _clock, NullLogger<StageForecasters>.Instance);
        _targets = new WarmTargets(pools, _metrics);
        _cascade = new CascadeWarmer(application, prices, new WorkflowPlans(application, reports), demands, _targets, _clock, NullLogger<CascadeWarmer>.Instance);
        return new PreWarmer(application, prices, forecasters, demands, _targets, _cascade, new ForecastLog(new AccuracyStore(store), _clock), _clock);
    }
}
