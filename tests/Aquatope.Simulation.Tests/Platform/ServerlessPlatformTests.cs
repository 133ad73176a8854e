using System.Globalization;
using Aquatope.Forecasting;
using Aquatope.Inference;

namespace Aquatope.Simulation.Tests.Platform;

public sealed class ServerlessPlatformTests
{
    [Fact]
    public void Run_Seed_GivesTheGoldenTrace()
    {
        var trace = new Trace();
        ServerlessPlatform platform = Random(seed: 42, trace);
        platform.RunUntil(TimeSpan.FromMinutes(10));

        Assert.Equal(
            [
                (0, 9264490L, 14264490L, 22615556L, true),
                (0, 12005446L, 17005446L, 36382450L, true),
                (0, 58762495L, 58762495L, 71096810L, false),
                (0, 65504021L, 70504021L, 84563834L, true),
                (0, 44079929L, 44079929L, 107385727L, false),
            ],
            trace.Calls.Take(5).Select(call => (call.Function, call.ArrivedTicks, call.BegunTicks, call.EndedTicks, call.Cold)));
        Assert.Equal((605, 1344), (trace.Calls.Count, platform.EventsHandled));
        Assert.Equal(
            ["one 22/300 548874.076", "two 0/307 522084.018"],
            platform.Results().Select(result => string.Create(CultureInfo.InvariantCulture, $"{result.Name} {result.ColdStarts}/{result.Executions} {result.MiBSeconds:0.000}")));
    }

    [Fact]
    public async Task Run_ManyAtOnce_AreAllTheSame()
    {
        string[] traces = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () =>
            {
                var trace = new Trace();
                Random(seed: 7, trace).RunUntil(TimeSpan.FromMinutes(5));
                return string.Join('\n', trace.Calls);
            },
            TestContext.Current.CancellationToken)));

        Assert.NotEmpty(traces[0]);
        Assert.Single(traces.Distinct());
    }

    [Fact]
    public void Run_OtherPolicy_CallsMeetTheSameChance()
    {
        var one = new Trace();
        var other = new Trace();
        Random(seed: 3, one).RunUntil(TimeSpan.FromMinutes(5));
        Random(seed: 3, other, keepAliveSeconds: 0).RunUntil(TimeSpan.FromMinutes(5));

        // By arrival, since the order of completions differs.
        Assert.NotEqual(one.Calls, other.Calls);
        Assert.Equal(one.Executions.Take(200).Select(Rounded), other.Executions.Take(200).Select(Rounded));

        static (long, long) Rounded(KeyValuePair<(long, int), long> call) => (call.Key.Item1, call.Value);
    }

    [Fact]
    public void RunUntil_SteadyLoad_AllocatesNothing()
    {
        RateProfile load = RateProfile.Empty.Then(TimeSpan.FromHours(2), 50);
        FunctionOptions function = Scenes.Function(new PoissonArrivals(load, new SeededRandom(1)), Scenes.KeepAlive(60)) with
        {
            Execution = TimeDistribution.Exponential(200),
        };
        var platform = new ServerlessPlatform([function], seed: 1);
        platform.RunUntil(TimeSpan.FromHours(1));

        long before = GC.GetAllocatedBytesForCurrentThread();
        platform.RunUntil(TimeSpan.FromHours(2));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public void Create_FunctionsThatMakeNoSense_AreRefused()
    {
        FunctionOptions function = Scenes.Function(arrivals: null, Scenes.KeepAlive(10));

        Assert.Throws<ArgumentException>(() => new ServerlessPlatform([function, function], seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServerlessPlatform([function with { MaximumWorkers = 0 }], seed: 1));
        Assert.Throws<ArgumentException>(() => new ServerlessPlatform([function with { Configuration = new(0, 128, 1) }], seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServerlessPlatform([function], seed: 1).StateOf(1));
    }

    private static ServerlessPlatform Random(ulong seed, Trace trace, double keepAliveSeconds = 20)
    {
        var chance = new SeededRandom(seed);
        FunctionOptions one = Scenes.Function(
            new CountArrivals(new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), [.. Enumerable.Repeat(30.0, 10)]), CallPlacement.Uniform, chance.Stream("one")),
            Scenes.KeepAlive(keepAliveSeconds)) with
        {
            Name = "one",
            Execution = TimeDistribution.LogNormal(2000, 1),
        };
        FunctionOptions two = Scenes.Function(
            new PoissonArrivals(RateProfile.Empty.Ramp(TimeSpan.FromMinutes(10), 0, 1), chance.Stream("two")), Scenes.KeepAlive(keepAliveSeconds, 1)) with
        {
            Name = "two",
            Configuration = new(1, 512, 2),
            StartUp = TimeDistribution.Exponential(800),
            MaximumWorkers = 2,
        };
        return new ServerlessPlatform([one, two], seed, trace);
    }

    private sealed class Trace : ICallListener
    {
        public List<CompletedCall> Calls { get; } = [];

        public SortedDictionary<(long Arrived, int Function), long> Executions { get; } = [];

        public void Completed(in CompletedCall completed)
        {
            Calls.Add(completed);
            Executions[(completed.ArrivedTicks, completed.Function)] = completed.EndedTicks - completed.BegunTicks;
        }
    }
}
