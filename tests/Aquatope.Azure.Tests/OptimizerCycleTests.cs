using Aquatope.Tuning;
using Aquatope.Workflows;
using Azure.ResourceManager;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aquatope.Azure.Tests;

/// <summary>
/// A whole tuning cycle with Azure's ports, against servers with Azure's habits: a change restarts the app, instances take a
/// while to start, spans arrive minutes late. Trials run in twin apps of the trial lane.
/// </summary>
public sealed class OptimizerCycleTests : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(3);
    private static readonly LatencyObjective Objective = new(TimeSpan.FromMilliseconds(1000), 95);
    private static readonly ResourceConfiguration First = new(1, 2048, 1);
    private static readonly OptimizerOptions Options = new()
    {
        MaximumTrials = 5,
        MaximumSearch = TimeSpan.FromHours(4),
        ExecutionsPerTrial = 3,
        WarmUpExecutions = 2,
        ValidationExecutions = 20,
        CanaryExecutions = 15,
    };

    private readonly StorageFixture _storage;
    private readonly ArmServer _arm = new();
    private readonly LogAnalyticsServer _logs = new();
    private readonly HastyClock _clock = new();
    private readonly PreWarmerMetrics _metrics = new();
    private readonly StageAppsModel _apps;
    private readonly List<double> _pricesMet = [];
    private ColdStartPrices? _prices;
    private int _executions;

    public OptimizerCycleTests(StorageFixture storage)
    {
        _storage = storage;
        _arm.Clock = _clock;
        _arm.StartUp = TimeSpan.FromSeconds(40);
        _logs.Ingested = ended => ended <= _clock.GetUtcNow() - Delay;

        // Decoding waits for a disk, whatever its processors; resizing computes, and is twice as slow on half of one.
        _apps = new StageAppsModel(_arm, _logs.Spans, _clock)
        {
            Takes = (_, stage, resources) => TimeSpan.FromMilliseconds(stage == "Decode" ? 200 : 500 / resources.Cpu),
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _arm.DisposeAsync();
        await _logs.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Run_OneStageNeedsLess_IsGivenLessInProductionAndTheOtherLeftAlone()
    {
        (OptimizerDecision decision, ClockedContext context) = await RunAsync();

        Assert.Equal(OptimizerAction.Applied, decision.Action);
        Assert.Equal((new ResourceConfiguration(0.25, 512, 1), First), (decision.After!.Stages["Decode"], decision.After.Stages["Resize"]));
        Assert.Equal((512, 2048), (MemoryOf("production", "Decode"), MemoryOf("production", "Resize")));

        // Trials never touched production, whose other app was never restarted; the one was, by its settings and its size.
        Assert.Equal(2, _arm.Restarts["app-production-Decode"]);
        Assert.DoesNotContain("app-production-Resize", _arm.Restarts.Keys);

        // Each batch of trials waited once for its reports, and nothing is kept warm in the trial lane.
        int trials = context.Calls.Count(call => call == OptimizerActivities.RunTrial);
        Assert.Equal(decision.Trials, trials);
        Assert.Equal(trials, context.Timers.Count(timer => timer == Delay));
        Assert.DoesNotContain("durable", _arm[ArmApps.IdOf("trial-1", "Decode", HostingPlan.FlexConsumption)]["properties"]!.ToJsonString(), StringComparison.Ordinal);

        // Executions of a trial are numbered: those that waited for the restarted apps were warm-up.
        int[] cold = [.. _apps.Cold.Where(execution => execution.Lane == "trial-1").Select(execution => int.Parse(execution.InstanceId.Split('-')[^2]))];
        Assert.NotEmpty(cold);
        Assert.All(cold, number => Assert.InRange(number, 0, Options.WarmUpExecutions - 1));
    }

    [Fact]
    public async Task Run_ProductionMissesWhatTheTrialsKept_TakesTheOldSizeBack()
    {
        // The disk is fast in the trial lane, and slow for small instances that many use.
        _apps.Takes = (lane, stage, resources) => TimeSpan.FromMilliseconds(
            stage == "Resize" ? 500 / resources.Cpu : lane == "production" && resources.MemoryMiB == 512 ? 900 : 200);
        (OptimizerDecision decision, _) = await RunAsync();

        Assert.Equal(OptimizerAction.RolledBack, decision.Action);
        Assert.Equal(512, decision.After!.Stages["Decode"].MemoryMiB);
        Assert.Equal((2048, 2048), (MemoryOf("production", "Decode"), MemoryOf("production", "Resize")));
        Assert.Equal(4, _arm.Restarts["app-production-Decode"]);
    }

    [Fact]
    public async Task Run_PriceOfAColdStartHasFallen_IsHeldUpUntilTheDecision()
    {
        OptimizerDecision decision = (await RunAsync()).Decision;

        Assert.Equal(OptimizerAction.Applied, decision.Action);
        Assert.NotEmpty(_pricesMet);
        Assert.All(_pricesMet, price => Assert.Equal(new PreWarmerOptions().PricePerColdStart, price));
        Assert.True(_prices!.Of("Decode") < new PreWarmerOptions().PricePerColdStart);
    }

    private int MemoryOf(string lane, string stage) =>
        _arm[ArmApps.IdOf(lane, stage, HostingPlan.FlexConsumption)]["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["instanceMemoryMB"]!.GetValue<int>();

    private void RunInProduction() => _apps.Run("production", $"order-{_executions++:D4}");

    private async Task<(OptimizerDecision Decision, ClockedContext Context)> RunAsync()
    {
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                [StageAppsModel.Workflow] = new()
                {
                    Name = StageAppsModel.Workflow,
                    Create = _ => throw new InvalidOperationException("The model of the apps runs it."),
                    Objective = Objective,
                    TrialInput = n => n,
                },
            },
            Stages = StageAppsModel.Stages.ToDictionary(stage => stage, stage => new StageRegistration
            {
                Name = stage,
                Create = _ => throw new InvalidOperationException("The model of the apps runs it."),
                Knobs = StageKnobs.OfSizes(FlexConsumptionSizes.All, [1]),
                Default = First,
            }),
            Prices = new AzurePrices { DurableTaskScheduler = new SchedulerPrice(0) }.OfFlexConsumption(),
            Optimizer = Options,
            PreWarmer = new PreWarmerOptions(),
        };
        OptimizerActivities steps = await StepsAsync(application);
        for (int n = 0; n < 20; n++)
        {
            RunInProduction();
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        _clock.Advance(2 * Delay);
        ObserveAnHourOnTime();
        var context = new ClockedContext(_clock, steps.Steps, () =>
        {
            RunInProduction();
            _pricesMet.Add(_prices!.Of("Decode"));
        });
        var request = new OptimizerRequest(StageAppsModel.Workflow, Options) { ReportsAfter = Delay };
        return (await new OptimizerOrchestrator().RunAsync(context, request), context);
    }

    private void ObserveAnHourOnTime()
    {
        for (int minute = 60; minute > 0; minute--)
        {
            DateTimeOffset at = _clock.GetUtcNow() - TimeSpan.FromMinutes(minute);
            string id = $"earlier-{minute}";
            _prices!.Observe(new StageReport
            {
                Lane = Lane.Production,
                Workflow = StageAppsModel.Workflow,
                InstanceId = id,
                Stage = "Decode",
                ScheduledAt = at,
                QueueWait = TimeSpan.Zero,
                Execution = TimeSpan.FromMilliseconds(200),
                Configuration = First,
                Outcome = StageOutcome.Completed,
                Cost = 0,
            });
            _prices.Observe(new WorkflowReport
            {
                Lane = Lane.Production,
                Workflow = StageAppsModel.Workflow,
                InstanceId = id,
                StartedAt = at,
                Latency = Objective.Bound / 2,
                Failed = false,
            });
        }
    }

    private async Task<OptimizerActivities> StepsAsync(AquatopeApplication application)
    {
        var pools = new AzureWorkerPools(
            new AzurePoolOptions { Apps = ArmApps.AddTo(_arm, HostingPlan.FlexConsumption) },
            _arm.Credential,
            await _storage.NewContainerAsync(),
            _clock,
            _arm.Reach(new ArmClientOptions()));
        var reports = new LogAnalyticsReportSource(
            new LogAnalyticsOptions { WorkspaceId = LogAnalyticsServer.Workspace, IngestionDelay = Delay },
            _logs.Credential,
            new FlexConsumptionBilling(new AzurePrices { DurableTaskScheduler = new SchedulerPrice(0) }),
            _clock,
            _logs.Reach(new LoopbackOptions()));
        BlobStateStore store = await BlobStateStore.OpenAsync(await _storage.NewContainerAsync(), Cancellation);
        var production = new ProductionConfiguration(application, store, pools);
        var changes = new ChangeMonitor(reports, store, _clock, NullLogger<ChangeMonitor>.Instance);
        var runner = new TrialRunner(application, pools, reports, new UnlimitedAdmission(), changes, new LaneClients(new LaneClientProvider(_apps)), _clock);
        return new OptimizerActivities(
            application,
            new WorkflowTuner(),
            new TuningProblems(application, production, changes, reports, new DemandStore(store, NullLogger<DemandStore>.Instance), _clock),
            new TrialHistory(store),
            runner,
            production,
            reports,
            changes,
            new ProductionEvidence(reports),
            _prices = new ColdStartPrices(application, _metrics, _clock),
            _clock);
    }
}
