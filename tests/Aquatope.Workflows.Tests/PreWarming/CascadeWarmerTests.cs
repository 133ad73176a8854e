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
        // The seasonal forecast is in force, and the first stage was called a day ago: what follows is the cascade's.
        using PreWarming chain = Chain(Minutes with { Interval = TimeSpan.FromMinutes(30) });
        await chain.History.PutInForceAsync("a", new ForecasterInForce(1, 1, "seasonal-naive", chain.Clock.GetUtcNow()), null, TestContext.Current.CancellationToken);
        chain.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(3, chain.Execute(Service));
        chain.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero).AddMinutes(30));
        await chain.PreWarmer.RunOnceAsync(TestContext.Current.CancellationToken);
        await chain.RoundAsync(46);
        Assert.Equal(0, chain.Pools.Targets["a"]);
        await chain.RoundAsync();
        Assert.Equal(1, chain.Pools.Targets["a"]);
        chain.Pass(TimeSpan.FromSeconds(1));

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

    private static PreWarming Chain(PreWarmerOptions? options = null) => new(options ?? Minutes, "a", "b", "c");
}
