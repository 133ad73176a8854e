using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Platform;

/// <summary>Traces that were computed by hand. Workers take 0.5 s to start, calls 1 s.</summary>
public sealed class PoolTraceTests
{
    [Fact]
    public void Run_ThreeCalls_AreServedAndAccountedForToTheTick()
    {
        // The first worker starts at 0 and serves from 0.5 to 1.5 and from 1.6 to 2.6; the second starts at 0.2 and serves from 0.7 to 1.7.
        FunctionResult result = Scenes.Run(Scenes.Function(Scenes.AtMs(0, 200, 1600), Scenes.KeepAlive(10)), seconds: 20);

        Assert.Equal((3, 3, 2, 2, 2), (result.Arrivals, result.Executions, result.ColdStarts, result.WorkersStarted, result.PeakWorkers));
        ProvisionedTime time = Assert.Single(result.Provisioned);
        Assert.Equal((1.0, 20.1, 3.0), (time.Starting.TotalSeconds, time.Idle.TotalSeconds, time.Busy.TotalSeconds));
        Assert.Equal(256 * 24.1, result.MiBSeconds, 9);
        Assert.Equal((256 * 1.0, 256 * 3.0), (time.StartingMiBSeconds, time.BusyMiBSeconds));
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)), (result.Wait.Maximum, result.Latency.Maximum));
        Assert.Equal(2.0 / 3, result.ColdStartShare);
    }

    [Theory]
    [InlineData(11_500, 1)]
    [InlineData(11_500.0001, 2)]
    public void KeepAlive_CallAtItsEnd_FindsTheWorkerOneTickLaterNot(double secondCallMs, int coldStarts) =>
        Assert.Equal(coldStarts, Scenes.Run(Scenes.Function(Scenes.AtMs(0, secondCallMs), Scenes.KeepAlive(10)), seconds: 60).ColdStarts);

    [Fact]
    public void ColdStart_CallServedByAWorkerThatBecameFree_IsNone()
    {
        FunctionOptions slow = Scenes.Function(Scenes.AtMs(0, 5500), Scenes.KeepAlive(10)) with { StartUp = TimeDistribution.Constant(5000) };
        FunctionResult result = Scenes.Run(slow, seconds: 60);

        Assert.Equal((1, 2), (result.ColdStarts, result.WorkersStarted));
        Assert.Equal((0.5, 5.0), (result.Wait.Minimum.TotalSeconds, result.Wait.Maximum.TotalSeconds));
    }

    [Fact]
    public void ColdStart_CallArrivesWhileAWarmedWorkerStarts_IsOne()
    {
        FunctionResult result = Scenes.Run(Scenes.Function(Scenes.AtMs(400, 500, 3000), Scenes.KeepAlive(0, warmTarget: 2)), seconds: 60);

        // The workers come up at 0.5 s, before the second call of the same moment.
        Assert.Equal((1, 2), (result.ColdStarts, result.WorkersStarted));
    }

    [Fact]
    public void WarmTarget_RaisedAndLowered_KeepsWorkersForThatTimeOnly()
    {
        var policy = new ScriptedPolicy { Target = seen => seen.Now.TotalSeconds is >= 10 and < 30 ? 3 : 0, Windows = default };
        FunctionResult result = Scenes.Run(Scenes.Function(Scenes.AtMs(15_000, 15_200), policy), seconds: 60);

        ProvisionedTime time = Assert.Single(result.Provisioned);
        Assert.Equal((0, 3), (result.ColdStarts, result.WorkersStarted));
        Assert.Equal((1.5, (3 * 19.5) - 2, 2.0), (time.Starting.TotalSeconds, time.Idle.TotalSeconds, time.Busy.TotalSeconds));
    }

    [Fact]
    public void MaximumWorkers_MoreCalls_WaitInOrderWithoutColdStart()
    {
        FunctionOptions capped = Scenes.Function(Scenes.AtMs(0, 10, 20), Scenes.KeepAlive(10)) with { MaximumWorkers = 1 };
        FunctionResult result = Scenes.Run(capped, seconds: 60);

        Assert.Equal((1, 1), (result.WorkersStarted, result.PeakWorkers));

        // The first two arrive before the worker is ready at 0.5 s, and so does the third; all are served by it.
        Assert.Equal(3, result.ColdStarts);
        Assert.Equal((0.5, 2.48), (result.Wait.Minimum.TotalSeconds, result.Wait.Maximum.TotalSeconds));
    }

    [Fact]
    public void Concurrency_TwoCallsOnOneWorker_AreBusyTimeOnce()
    {
        FunctionOptions shared = Scenes.Function(Scenes.AtMs(0, 100, 200), Scenes.KeepAlive(10)) with { Configuration = new ResourceConfiguration(1, 512, 2) };
        FunctionResult result = Scenes.Run(shared, seconds: 60);

        // Workers start at 0 and 0.2; at 0.5 the first takes the first two calls, at 0.7 the second the third.
        ProvisionedTime time = Assert.Single(result.Provisioned);
        Assert.Equal((2, 3), (result.WorkersStarted, result.ColdStarts));
        Assert.Equal((1.0, 2.0, 20.0), (time.Starting.TotalSeconds, time.Busy.TotalSeconds, time.Idle.TotalSeconds));
    }

    [Fact]
    public void PreWarming_NoCallMeanwhile_LoadsTheWorkerAgainAndKeepsItForTheWindow()
    {
        var policy = new ScriptedPolicy { Windows = new KeepAliveWindows(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), IdleTimePattern.Typical) };
        FunctionResult result = Scenes.Run(Scenes.Function(Scenes.AtMs(0), policy), seconds: 200);

        // Released at 1.5, started again at 61.5, up from 62 to 92.
        ProvisionedTime time = Assert.Single(result.Provisioned);
        Assert.Equal((2, 1.0, 30.0), (result.WorkersStarted, time.Starting.TotalSeconds, time.Idle.TotalSeconds));
    }

    [Fact]
    public void PreWarming_CallBeforeTheWindow_TakesItsPlace()
    {
        var policy = new ScriptedPolicy { Windows = new KeepAliveWindows(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), IdleTimePattern.Typical) };
        FunctionResult result = Scenes.Run(Scenes.Function(Scenes.AtMs(0, 30_000, 95_000), policy), seconds: 100);

        // The call at 30 meets a cold start and ends at 31.5; its worker is up again from 92 on, for the call at 95.
        Assert.Equal((2, 3), (result.ColdStarts, result.WorkersStarted));
        Assert.Equal([28.5, 63.5], policy.IdleTimes.Select(idle => idle.TotalSeconds));
    }

    [Fact]
    public void Configure_WhileACallRuns_LetsItEndAndCountsBothResources()
    {
        var larger = new ResourceConfiguration(1, 1024, 1);
        var platform = new ServerlessPlatform([Scenes.Function(Scenes.AtMs(0, 2000), Scenes.KeepAlive(10))], seed: 1);
        platform.RunUntil(TimeSpan.FromSeconds(1));
        platform.Configure(0, larger);
        platform.RunUntil(TimeSpan.FromSeconds(60));

        FunctionResult result = platform.Results()[0];
        Assert.Equal([Scenes.Small, larger], result.Provisioned.Select(time => time.Configuration));
        Assert.Equal([(0.5, 1.0, 0.0, 1L), (0.5, 1.0, 10.0, 1L)], result.Provisioned.Select(
            time => (time.Starting.TotalSeconds, time.Busy.TotalSeconds, time.Idle.TotalSeconds, time.Executions)));
    }

    [Fact]
    public void StartsOnDemand_Off_LeavesStartingToThePolicy()
    {
        var policy = new ScriptedPolicy { Target = seen => seen.Backlog };
        FunctionResult result = Scenes.Run(Scenes.Function(Scenes.AtMs(1000, 2000), policy) with { StartsOnDemand = false }, seconds: 60);

        Assert.Equal((2, 2), (result.WorkersStarted, result.ColdStarts));
        Assert.Equal(9.5, result.Wait.Maximum.TotalSeconds);
    }

    [Fact]
    public void Decide_AfterAnInterval_SeesWhatItBrought()
    {
        var policy = new ScriptedPolicy();
        Scenes.Run(Scenes.Function(Scenes.AtMs(0, 200, 1600, 9900), policy), seconds: 25);

        Assert.Equal([0.0, 10, 20], policy.Seen.Select(seen => seen.Now.TotalSeconds));
        PoolObservation first = policy.Seen[1];
        Assert.Equal((4, 2, 3, 2), (first.Arrivals, first.ColdStarts, first.Completions, first.PeakCalls));
        Assert.Equal((1.0, 0.5), (first.MeanExecution.TotalSeconds, first.MeanColdStart.TotalSeconds));
        Assert.Equal(0.31, first.MeanExecuting, 12);
        Assert.Equal(0.1, first.MeanWaiting, 12);
        Assert.Equal((1, 1, 0, 0), (first.Busy, first.Idle, first.Starting, first.Backlog));
    }

    [Fact]
    public void ResetMeasurements_AfterAWarmUp_LeavesWorkersAndForgetsTheRest()
    {
        var platform = new ServerlessPlatform([Scenes.Function(Scenes.AtMs(0, 5000), Scenes.KeepAlive(10))], seed: 1);
        platform.RunUntil(TimeSpan.FromSeconds(4));
        platform.ResetMeasurements();
        platform.RunUntil(TimeSpan.FromSeconds(30));

        FunctionResult result = platform.Results()[0];
        Assert.Equal((1, 1, 0, 0), (result.Arrivals, result.Executions, result.ColdStarts, result.WorkersStarted));
        Assert.Equal((0.0, 11.0, 1.0), (result.Provisioned[0].Starting.TotalSeconds, result.Provisioned[0].Idle.TotalSeconds, result.Provisioned[0].Busy.TotalSeconds));
    }
}
