using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Platform;

public sealed class ScaleRuleTests
{
    [Theory]
    [InlineData(0, 4, 0, 0)]
    [InlineData(17, 4, 0, 5)]
    [InlineData(1000, 4, 0, 20)]
    [InlineData(1000, 4, 90, 100)]
    public void Flex_ItemsOfTheHub_AreDividedByConcurrencyWithinGrowthAndCap(int items, int concurrency, int present, int target)
    {
        var policy = new FlexScalePolicy(new FlexScaleOptions { MaximumInstances = 100, MostNewInstances = 20 });

        Assert.Equal(target, policy.Decide(Observation(concurrency) with { LaneCalls = items, Busy = present }));
        Assert.Equal(0, policy.AlwaysReady);
    }

    [Fact]
    public void Flex_AlwaysReadyInstances_TakeWorkFirstAndDoNotCountTowardTheCap()
    {
        var policy = new FlexScalePolicy(new FlexScaleOptions { MaximumInstances = 10, AlwaysReady = 3 });

        Assert.Equal(3, policy.Decide(Observation(1) with { LaneCalls = 0, Idle = 3 }));
        Assert.Equal(5, policy.Decide(Observation(1) with { LaneCalls = 5, Idle = 3 }));
        Assert.Equal(13, policy.Decide(Observation(1) with { LaneCalls = 50, Idle = 3 }));
        Assert.Equal(3, policy.AlwaysReady);
    }

    [Fact]
    public void Flex_BacklogOfOneStage_ScalesTheOthersToo()
    {
        FunctionOptions[] functions = [.. new[] { "loaded", "quiet" }.Select(name => Scenes.Function(
            name == "loaded" ? Scenes.AtMs([.. Enumerable.Repeat(1000.0, 12)]) : null, new FlexScalePolicy()) with
        {
            Name = name,
            Configuration = new ResourceConfiguration(1, 2048, 4),
            StartsOnDemand = false,
        })];
        var platform = new ServerlessPlatform(functions, seed: 1);
        platform.RunUntil(TimeSpan.FromSeconds(60));

        // Twelve items over four at a time: three instances of each app, started at five seconds and gone after thirty idle ones.
        FunctionResult[] results = [.. platform.Results()];
        Assert.Equal([3, 3], results.Select(result => result.PeakWorkers));
        Assert.Equal(4.5, results[0].Wait.Maximum.TotalSeconds);
        Assert.Equal([0, 0], Enumerable.Range(0, 2).Select(i => platform.StateOf(i).Idle));
        Assert.Equal(3 * 30.0, results[1].Provisioned[0].Idle.TotalSeconds);
    }

    [Fact]
    public void Autoscale_LoadRisesAndFalls_FollowsAtOnceAndSlowly()
    {
        var policy = new AutoscalePolicy(new AutoscaleOptions { TargetUtilisation = 0.5, Stabilisation = TimeSpan.FromSeconds(30), Minimum = 1, Maximum = 50 });
        int target = 0;
        int[] targets = [.. new[] { 0.0, 4, 4.1, 40, 2, 2, 2, 2 }.Select(calls => target = policy.Decide(Observation(1) with { MeanExecuting = calls, WarmTarget = target }))];

        Assert.Equal([1, 8, 8, 50, 50, 50, 4, 4], targets);
    }

    [Fact]
    public void Hosts_MoreBusyWorkersThanProcessors_SlowCallsDown()
    {
        Assert.Equal([1.0, 1, 1.5, 1], SecondsOn(new HostOptions { Count = 1, Vcpu = 2 }));
        Assert.Equal([1.1, 1.1, 1.1, 1.1], SecondsOn(new HostOptions { Count = 3, Vcpu = 2, Interference = 0.2 }));

        static List<double> SecondsOn(HostOptions hosts)
        {
            FunctionOptions function = Scenes.Function(Scenes.AtMs(0, 0, 0, 10_000), Scenes.KeepAlive(60)) with { Configuration = new ResourceConfiguration(1, 256, 1) };
            var log = new Log();
            new ServerlessPlatform([function], seed: 1, log, hosts).RunUntil(TimeSpan.FromSeconds(60));
            return log.Seconds;
        }
    }

    [Theory]
    [InlineData(NoiseFamily.Gaussian)]
    [InlineData(NoiseFamily.LogNormal)]
    public void Noise_WithStragglers_HasTheStatedMoments(NoiseFamily family)
    {
        const int Draws = 200_000;
        var noise = new TimeNoise { Variation = 0.2, Family = family, StragglerShare = 0.05, StragglerFactor = 4 };
        var time = new ModelledTime(new SimulatedStage(A: 1, B: 1, C: 0, P: 0, W: 1), noise);
        var chance = new CallChance(3);
        double sum = 0;
        for (int i = 0; i < Draws; i++)
        {
            sum += time.DrawMs(new ResourceConfiguration(2, 128, 1), ref chance);
        }

        // 500 ms undisturbed, 1.15 times as much on average; five standard errors of a factor with a deviation of 0.7.
        Assert.Equal(500 * 1.15, sum / Draws, 5 * 500 * 0.7 / Math.Sqrt(Draws));
    }

    private static PoolObservation Observation(int concurrency) => new() { Configuration = new ResourceConfiguration(1, 512, concurrency) };

    private sealed class Log : ICallListener
    {
        public List<double> Seconds { get; } = [];

        public void Completed(in CompletedCall completed) => Seconds.Add(TimeSpan.FromTicks(completed.EndedTicks - completed.BegunTicks).TotalSeconds);
    }
}
