using Aquatope.Tuning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

public sealed class ColdStartPricesTests : IDisposable
{
    private const double Initial = 0.005;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);
    private readonly PreWarmerMetrics _metrics = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero));
    private int _executions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void Of_LateAfterColdStarts_RisesForTheStagesOfThatWorkflow()
    {
        ColdStartPrices prices = Prices();

        Execute(prices, "Thumbnails", "Resize", cold: true, Bound + TimeSpan.FromSeconds(1), times: 10);
        Execute(prices, "Labels", "Decode", cold: false, Bound / 2, times: 10);

        Assert.True(prices.Of("Resize") > Initial);
        Assert.True(prices.Of("Decode") < Initial);
        Assert.Equal(Initial, prices.Of("NeverCalled"));
    }

    [Fact]
    public void Of_StageOfSeveralWorkflows_IsWhatPaysMost()
    {
        ColdStartPrices prices = Prices();

        Execute(prices, "Labels", "Resize", cold: false, Bound / 2, times: 10);
        double ofOne = prices.Of("Resize");
        Execute(prices, "Reports", "Resize", cold: false, Bound / 2, times: 1);

        Assert.True(ofOne < Initial);

        // That one has no objective.
        Assert.Equal(Initial, prices.Of("Resize"));
    }

    [Fact]
    public void Of_SwitchedOff_StaysAsItIs()
    {
        ColdStartPrices prices = Prices(follows: false);

        Execute(prices, "Thumbnails", "Resize", cold: true, 2 * Bound, times: 10);

        Assert.Equal(Initial, prices.Of("Resize"));
        Assert.Equal(Initial, prices.PolicyOf("Resize", new ResourceConfiguration(1, 512, 1)).PricePerColdStart);
    }

    [Fact]
    public void Hold_WhileTuned_KeepsThePriceUpUntilReleasedOrAnHourAfter()
    {
        ColdStartPrices prices = Prices();
        Execute(prices, "Thumbnails", "Resize", cold: false, Bound / 2, times: 10);
        double before = prices.Of("Resize");

        prices.Hold("Thumbnails");
        double held = prices.Of("Resize");
        prices.Release("Thumbnails");
        double released = prices.Of("Resize");
        prices.Hold("Thumbnails");
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((Initial, before, before), (held, released, prices.Of("Resize")));
    }

    [Fact]
    public async Task Of_AfterARestart_GoesOnFromThere()
    {
        var store = new StoredBytes();
        var reports = new RecordedReports();
        (ColdStartPrices prices, StageDemands demands) = Start(store, reports);
        for (int n = 0; n < 20; n++)
        {
            DateTimeOffset at = _clock.GetUtcNow();
            _clock.Advance(TimeSpan.FromSeconds(1));
            reports.Add(Called("Thumbnails", "Resize", cold: true, at));
            reports.Add(Ended("Thumbnails", 2 * Bound, at));
            _executions++;
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        await demands.ObserveAsync(Cancellation);
        (ColdStartPrices restarted, StageDemands anew) = Start(store, reports);
        await anew.ObserveAsync(Cancellation);
        restarted.Observe(Called("Thumbnails", "Resize", cold: false, _clock.GetUtcNow()));

        Assert.True(prices.Of("Resize") > Initial);
        Assert.Equal(prices.Of("Resize"), restarted.Of("Resize"));
    }

    private ColdStartPrices Prices(bool follows = true) => new(Application(follows), _metrics, _clock);

    private (ColdStartPrices Prices, StageDemands Demands) Start(StoredBytes store, RecordedReports reports)
    {
        ColdStartPrices prices = Prices();
        return (prices, new StageDemands(Application(follows: true), reports, new DemandStore(store, NullLogger<DemandStore>.Instance), prices, _clock));
    }

    private void Execute(ColdStartPrices prices, string workflow, string stage, bool cold, TimeSpan latency, int times)
    {
        for (int n = 0; n < times; n++, _executions++)
        {
            DateTimeOffset at = _clock.GetUtcNow();
            _clock.Advance(TimeSpan.FromMinutes(1));
            prices.Observe(Called(workflow, stage, cold, at));
            prices.Observe(Ended(workflow, latency, at));
        }
    }

    private StageReport Called(string workflow, string stage, bool cold, DateTimeOffset at) => RecordedReports.Resize(at) with
    {
        Workflow = workflow,
        InstanceId = $"execution-{_executions}",
        Stage = stage,
        ColdStart = cold ? TimeSpan.FromMilliseconds(250) : TimeSpan.Zero,
    };

    private WorkflowReport Ended(string workflow, TimeSpan latency, DateTimeOffset at) => new()
    {
        Lane = Lane.Production,
        Workflow = workflow,
        InstanceId = $"execution-{_executions}",
        StartedAt = at,
        Latency = latency,
        Failed = false,
    };

    private static AquatopeApplication Application(bool follows) => new()
    {
        Workflows = new[] { Workflow("Thumbnails", new LatencyObjective(Bound, 95)), Workflow("Labels", new LatencyObjective(Bound, 95)), Workflow("Reports", null) }
            .ToDictionary(workflow => workflow.Name, StringComparer.Ordinal),
        Stages = new Dictionary<string, StageRegistration>(),
        Prices = new PriceList(),
        Optimizer = new OptimizerOptions(),
        PreWarmer = new PreWarmerOptions { PricePerColdStart = Initial, PriceFollowsObjective = follows },
    };

    private static WorkflowRegistration Workflow(string name, LatencyObjective? objective) => new()
    {
        Name = name,
        Create = _ => throw new InvalidOperationException("It is not run here."),
        Objective = objective,
    };
}
