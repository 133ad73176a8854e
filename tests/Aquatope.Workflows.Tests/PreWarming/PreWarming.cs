using Aquatope.Forecasting;
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

    public PreWarming(PreWarmerOptions options, IForecaster forecaster, params string[] stages)
    {
        Stages = stages;
        _interval = options.Interval;
        Pools = new FakePools(Clock, StartUp, stages);
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Thumbnails"] = new() { Name = "Thumbnails", Create = _ => throw new InvalidOperationException("It is not run here.") },
            },
            Stages = new Dictionary<string, StageRegistration>(),
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = options,
        };
        var demands = new StageDemands(application, Reports, Clock);
        _targets = new WarmTargets(Pools);
        _cascade = new CascadeWarmer(application, new WorkflowPlans(application, Reports), demands, _targets, Clock, NullLogger<CascadeWarmer>.Instance);
        PreWarmer = new PreWarmer(application, forecaster, demands, _targets, _cascade);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    public RecordedReports Reports { get; } = new();

    public FakePools Pools { get; }

    public PreWarmer PreWarmer { get; }

    public string[] Stages { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _cascade.Dispose();
        _targets.Dispose();
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
}
