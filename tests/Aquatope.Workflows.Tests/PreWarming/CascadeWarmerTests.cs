using Aquatope.Forecasting;

namespace Aquatope.Workflows.Tests;

/// <summary>Chains of stages on pools whose workers take 250 ms to start and leave when no target holds them.</summary>
public sealed class CascadeWarmerTests
{
    private const int RoundsOfAnHour = 60;
    private static readonly PreWarmerOptions Minutes = new() { Interval = TimeSpan.FromMinutes(1) };
    private static readonly TimeSpan Service = TimeSpan.FromSeconds(0.4);

    [Fact]
    public async Task Execution_AfterAnIdleHour_BeginsColdOnceOnly()
    {
        using PreWarming chain = Chain();
        Assert.Equal(3, chain.Execute(Service));
        await chain.RoundAsync(RoundsOfAnHour);
        Assert.All(chain.Stages, stage => Assert.Equal(0, chain.Pools.Targets.GetValueOrDefault(stage)));

        Assert.Equal(1, chain.Execute(Service));
    }

    [Fact]
    public async Task Execution_CascadesSwitchedOff_BeginsColdAtEveryStage()
    {
        using PreWarming chain = Chain(Minutes with { Cascades = false });
        chain.Execute(Service);
        await chain.RoundAsync(RoundsOfAnHour);

        Assert.Equal(3, chain.Execute(Service));
    }

    [Fact]
    public async Task Execution_ForecastForesawIt_NeverBeginsCold()
    {
        // Calls of the first stage are foreseen an hour after they came; what follows is the cascade's.
        var foreseen = new DailyForecaster();
        using PreWarming chain = Chain(forecaster: foreseen);
        chain.Execute(Service);
        await chain.RoundAsync(RoundsOfAnHour - 1);
        foreseen.At = chain.Clock.GetUtcNow() + TimeSpan.FromSeconds(65);
        await chain.RoundAsync();
        chain.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(0, chain.Execute(Service));
    }

    [Fact]
    public async Task Raise_LaterStage_ComesJustInTime()
    {
        using PreWarming chain = Chain();
        chain.Execute(Service);
        await chain.RoundAsync(RoundsOfAnHour);
        DateTimeOffset started = chain.Clock.GetUtcNow();
        chain.Pools.Changes.Clear();
        chain.Execute(Service);

        // The second stage is due at 400 ms and the third at 800, and a worker takes 250.
        Assert.Equal(started + TimeSpan.FromMilliseconds(150), chain.Pools.Changes.First(change => change.Stage == "b" && change.Workers == 1).At);
        Assert.Equal(started + TimeSpan.FromMilliseconds(550), chain.Pools.Changes.First(change => change.Stage == "c" && change.Workers == 1).At);
    }

    [Fact]
    public async Task Round_AfterTheEnd_LetsThePoolsFall()
    {
        using PreWarming chain = Chain();
        chain.Execute(Service);
        await chain.RoundAsync(RoundsOfAnHour);
        chain.Execute(Service);
        Assert.Equal(1, chain.Pools.Targets["c"]);
        await chain.RoundAsync(RoundsOfAnHour);

        Assert.All(chain.Stages, stage => Assert.Equal(0, chain.Pools.Targets[stage]));
    }

    [Fact]
    public async Task Raise_TwoExecutionsAtOnce_WarmsAWorkerForEach()
    {
        using PreWarming chain = Chain();
        chain.Execute(Service);
        await chain.RoundAsync(RoundsOfAnHour);
        chain.Start();
        chain.Start();
        chain.Pass(TimeSpan.FromMilliseconds(200));

        Assert.Equal(2, chain.Pools.Targets["b"]);
    }

    [Fact]
    public async Task Round_StageIsBeingServed_WarmsNoSecondWorker()
    {
        // Calls of half a minute: when rounds pass while the second stage is served, it is needed no second time.
        using PreWarming chain = Chain();
        chain.Execute(TimeSpan.FromSeconds(30));
        await chain.RoundAsync(RoundsOfAnHour);
        chain.Pools.Changes.Clear();
        WorkflowExecution execution = chain.Start();
        chain.Call(execution, "a", TimeSpan.FromSeconds(30));
        chain.Call(execution, "b", TimeSpan.FromSeconds(4));
        await chain.RoundAsync();

        Assert.DoesNotContain(chain.Pools.Changes, change => change.Stage == "b" && change.Workers > 1);
    }

    [Fact]
    public async Task Round_ExecutionWhoseEndIsNeverSeen_IsForgotten()
    {
        using PreWarming chain = Chain();
        chain.Execute(Service);
        await chain.RoundAsync(RoundsOfAnHour);
        chain.Start();
        chain.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, chain.Pools.Targets["b"]);
        await chain.RoundAsync(2);

        Assert.Equal(0, chain.Pools.Targets["b"]);
    }

    private static PreWarming Chain(PreWarmerOptions? options = null, IForecaster? forecaster = null) =>
        new(options ?? Minutes, forecaster ?? new GammaPoissonForecaster(), "a", "b", "c");

    /// <summary>Knows of one call, and of nothing else.</summary>
    private sealed class DailyForecaster : IForecaster
    {
        public DateTimeOffset At { get; set; } = DateTimeOffset.MaxValue;

        public string Name => "foreseen";

        public Forecast Forecast(CountSeries history, int horizon) => new(Name, history.End, history.BinWidth, [.. Enumerable.Range(0, horizon).Select(h =>
        {
            DateTimeOffset begin = history.End + (h * history.BinWidth);
            return new EmpiricalDistribution([At >= begin && At < begin + history.BinWidth ? 1 : 0]);
        })]);
    }
}
