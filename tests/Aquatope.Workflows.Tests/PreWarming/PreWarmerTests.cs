using Aquatope.Tuning;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

public sealed class PreWarmerTests : IDisposable
{
    private readonly PreWarming _warming = new(new PreWarmerOptions(), "Resize");

    private FakeTimeProvider Clock => _warming.Clock;

    public void Dispose() => _warming.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunOnce_SteadyDemand_KeepsWorkersForWhatRunsAtOnce()
    {
        // Two calls a second of one second each: two at once on average.
        for (int round = 0; round < 30; round++)
        {
            for (int n = 0; n < 20; n++)
            {
                Clock.Advance(TimeSpan.FromSeconds(0.5));
                _warming.Reports.Add(RecordedReports.Resize(Clock.GetUtcNow()));
            }

            await _warming.PreWarmer.RunOnceAsync(Cancellation);
        }

        Assert.InRange(_warming.Pools.Targets["Resize"], 3, 8);
    }

    [Theory]
    [InlineData(true, 1, 3)]
    [InlineData(false, 0, 0)]
    public async Task RunOnce_ColdStartsWorthNothing_KeepsAlwaysReadyInstancesThatPayByTheirActivity(bool flex, int least, int most)
    {
        using var warming = new PreWarming(
            new PreWarmerOptions { PricePerColdStart = 0, AlwaysReady = flex ? new FlexConsumptionPrices() : null }, "Resize");

        // Two calls a second of one second each: two at once on average.
        for (int round = 0; round < 30; round++)
        {
            for (int n = 0; n < 20; n++)
            {
                warming.Clock.Advance(TimeSpan.FromSeconds(0.5));
                warming.Reports.Add(RecordedReports.Resize(warming.Clock.GetUtcNow()));
            }

            await warming.PreWarmer.RunOnceAsync(Cancellation);
        }

        Assert.InRange(warming.Pools.Targets["Resize"], least, most);
    }

    [Fact]
    public async Task RunOnce_DemandEnds_LetsTheWorkersGo()
    {
        for (int n = 0; n < 100; n++)
        {
            Clock.Advance(TimeSpan.FromSeconds(0.5));
            _warming.Reports.Add(RecordedReports.Resize(Clock.GetUtcNow()));
        }

        await _warming.PreWarmer.RunOnceAsync(Cancellation);
        Assert.True(_warming.Pools.Targets["Resize"] > 0);
        for (int round = 0; round < 360; round++)
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            await _warming.PreWarmer.RunOnceAsync(Cancellation);
        }

        Assert.Equal(0, _warming.Pools.Targets["Resize"]);
    }

    [Fact]
    public async Task RunOnce_WorkersAreKeptIdle_StoresForHowLongForEachCall()
    {
        // Two workers for four hours, of which each call of a second takes one, twice a minute.
        await _warming.Pools.SetWarmTargetAsync(Lane.Production, "Resize", new WarmTarget(2), Cancellation);
        for (int n = 0; n < 480; n++)
        {
            _warming.Call(_warming.Start(), "Resize", TimeSpan.FromSeconds(1));
            await _warming.RoundAsync(3);
        }

        await _warming.PreWarmer.SaveAsync(Cancellation);
        DemandDocument stored = (await _warming.Demands.ReadAsync("Resize", Cancellation))!;
        Assert.InRange(stored.Idle!.PerCall!.Value.TotalSeconds, 25, 180);

        // A restart does not forget it.
        using var restarted = new PreWarming(new PreWarmerOptions(), _warming.Store, "Resize");
        restarted.Clock.Advance(_warming.Clock.GetUtcNow() - restarted.Clock.GetUtcNow());
        await restarted.RoundAsync();
        await restarted.PreWarmer.SaveAsync(Cancellation);
        Assert.Equal(
            stored.Idle.Calls, (await restarted.Demands.ReadAsync("Resize", Cancellation))!.Idle!.Calls, tolerance: 0.01 * stored.Idle.Calls);
    }

    [Fact]
    public async Task RunOnce_ReportsArriveLate_LosesNoneOfThem()
    {
        // What ends now is reported in two minutes: until then it is not there.
        _warming.Reports.IngestionDelay = TimeSpan.FromMinutes(2);
        var pending = new Queue<StageReport>();
        for (int round = 0; round < 60; round++)
        {
            for (int n = 0; n < 20; n++)
            {
                Clock.Advance(TimeSpan.FromSeconds(0.5));
                pending.Enqueue(RecordedReports.Resize(Clock.GetUtcNow()));
            }

            while (pending.TryPeek(out StageReport? report) && report.ScheduledAt + report.Execution + _warming.Reports.IngestionDelay <= Clock.GetUtcNow())
            {
                _warming.Reports.Add(pending.Dequeue());
            }

            await _warming.PreWarmer.RunOnceAsync(Cancellation);
        }

        Assert.InRange(_warming.Pools.Targets["Resize"], 3, 8);
    }

    [Fact]
    public async Task RunOnce_SampledReports_CountForWhatTheyStandFor()
    {
        for (int round = 0; round < 30; round++)
        {
            for (int n = 0; n < 4; n++)
            {
                Clock.Advance(TimeSpan.FromSeconds(2.5));
                _warming.Reports.Add(RecordedReports.Resize(Clock.GetUtcNow()) with { Weight = 5 });
            }

            await _warming.PreWarmer.RunOnceAsync(Cancellation);
        }

        Assert.InRange(_warming.Pools.Targets["Resize"], 3, 8);
    }

    [Fact]
    public async Task RunOnce_NothingSeen_SetsNothing()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await _warming.PreWarmer.RunOnceAsync(Cancellation));
        Assert.Empty(_warming.Pools.Targets);
    }
}
