using Aquatope.Tuning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

/// <summary>The pre-warmer with everything around it that a test decides: reports, pools and time.</summary>
internal sealed class PreWarming : IDisposable
{
    public static readonly TimeSpan StartUp = TimeSpan.FromMilliseconds(250);
    private readonly WarmTargets _targets;
    private readonly CascadeWarmer _cascade;
    private readonly TimeSpan _interval;
    private int _executions;

    public PreWarming(PreWarmerOptions options, params string[] stages)
        : this(options, new StoredBytes(), stages)
    {
    }

    public PreWarming(PreWarmerOptions options, StoredBytes store, params string[] stages)
    {
        Stages = stages;
        Store = store;
        _interval = options.Interval;
        Pools = new FakePools(Clock, StartUp, stages);
        Application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Thumbnails"] = new() { Name = "Thumbnails", Create = _ => throw new InvalidOperationException("It is not run here.") },
            },
            Stages = stages.ToDictionary(stage => stage, Registration, StringComparer.Ordinal),
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = options,
        };
        Demands = new DemandStore(store, NullLogger<DemandStore>.Instance);
        History = new ForecasterHistory(store);
        Prices = new ColdStartPrices(Application, Metrics, Clock);
        var demands = new StageDemands(Application, Reports, Demands, Prices, Clock);
        _targets = new WarmTargets(Pools, Metrics);
        _cascade = new CascadeWarmer(Application, Prices, new WorkflowPlans(Application, Reports), demands, _targets, Clock, NullLogger<CascadeWarmer>.Instance);
        Forecasters = new StageForecasters(Application, History, Metrics, Clock, NullLogger<StageForecasters>.Instance);
        Training = new ForecasterTraining(Application, Demands, History, Metrics, Clock, NullLogger<ForecasterTraining>.Instance);
        Schedule = new ForecasterSchedule(Application, Forecasters, Demands, History, Clock);
        Log = new ForecastLog(new AccuracyStore(store), Clock);
        PreWarmer = new PreWarmer(Application, Prices, Forecasters, demands, _targets, _cascade, Log, Clock);
    }

    public AquatopeApplication Application { get; }

    public StoredBytes Store { get; }

    public DemandStore Demands { get; }

    public ColdStartPrices Prices { get; }

    public ForecasterHistory History { get; }

    public PreWarmerMetrics Metrics { get; } = new();

    public StageForecasters Forecasters { get; }

    public ForecasterTraining Training { get; }

    public ForecasterSchedule Schedule { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    public RecordedReports Reports { get; } = new();

    public FakePools Pools { get; }

    public ForecastLog Log { get; }

    public PreWarmer PreWarmer { get; }

    public string[] Stages { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _cascade.Dispose();
        _targets.Dispose();
        Metrics.Dispose();
    }

    /// <summary>Lets an interval pass and does a round.</summary>
    public async Task RoundAsync(int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            Clock.Advance(_interval);
            await PreWarmer.RunOnceAsync(Cancellation);
            Pools.LetIdleWorkersGo();
        }
    }

    /// <summary>Lets time pass step by step: this clock moves on before it calls back, so that a leap would be late for everything.</summary>
    public void Pass(TimeSpan time)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(10);
        for (TimeSpan left = time; left > TimeSpan.Zero; left -= step)
        {
            Clock.Advance(left < step ? left : step);
        }
    }

    /// <summary>Begins an execution.</summary>
    public WorkflowExecution Start()
    {
        var execution = new WorkflowExecution("Thumbnails", $"execution-{_executions++}");
        _cascade.Started(execution);
        return execution;
    }

    /// <summary>Calls a stage and lets it run to its end.</summary>
    /// <returns>How long it waited for a worker to start.</returns>
    public TimeSpan Call(WorkflowExecution execution, string stage, TimeSpan service)
    {
        DateTimeOffset at = Clock.GetUtcNow();
        _cascade.Called(execution, stage);
        TimeSpan wait = Pools.Call(stage, service);
        Pass(wait + service);
        Reports.Add(RecordedReports.Resize(at) with
        {
            InstanceId = execution.InstanceId,
            Stage = stage,
            QueueWait = wait,
            ColdStart = wait,
            Execution = service,
        });
        return wait;
    }

    /// <summary>Runs every stage after the other.</summary>
    /// <returns>How many calls found no worker.</returns>
    public int Execute(TimeSpan service)
    {
        DateTimeOffset at = Clock.GetUtcNow();
        WorkflowExecution execution = Start();
        int cold = Stages.Count(stage => Call(execution, stage, service) > TimeSpan.Zero);
        _cascade.Ended(execution);
        Reports.Add(new WorkflowReport
        {
            Lane = Lane.Production,
            Workflow = execution.Workflow,
            InstanceId = execution.InstanceId,
            StartedAt = at,
            Latency = Clock.GetUtcNow() - at,
            Failed = false,
        });
        return cold;
    }

    private static StageRegistration Registration(string name) => new()
    {
        Name = name,
        Create = _ => throw new InvalidOperationException("It is not run here."),
        Knobs = new StageKnobs([1], [128], [1]),
        Default = new ResourceConfiguration(1, 128, 1),
    };
}
