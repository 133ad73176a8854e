using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Platform;

/// <summary>Small platforms for tests.</summary>
internal static class Scenes
{
    public static readonly ResourceConfiguration Small = new(0.5, 256, 1);

    public static FunctionOptions Function(IArrivals? arrivals, IPoolPolicy policy) => new()
    {
        Name = "f",
        Configuration = Small,
        Execution = TimeDistribution.Constant(1000),
        StartUp = TimeDistribution.Constant(500),
        Policy = policy,
        Arrivals = arrivals,
    };

    public static IPoolPolicy KeepAlive(double seconds, int warmTarget = 0) => new KeepAlivePolicy(TimeSpan.FromSeconds(seconds), warmTarget);

    public static IArrivals AtMs(params double[] milliseconds) => new ListedArrivals(milliseconds);

    public static FunctionResult Run(FunctionOptions function, double seconds)
    {
        var platform = new ServerlessPlatform([function], seed: 1);
        platform.RunUntil(TimeSpan.FromSeconds(seconds));
        return Assert.Single(platform.Results());
    }

    private sealed class ListedArrivals(double[] milliseconds) : IArrivals
    {
        private int _next;

        public bool TryNext(out long ticks)
        {
            ticks = _next < milliseconds.Length ? (long)(milliseconds[_next] * TimeSpan.TicksPerMillisecond) : long.MaxValue;
            return _next++ < milliseconds.Length;
        }
    }
}

/// <summary>Does what the test says, and remembers what it saw.</summary>
internal sealed class ScriptedPolicy : IPoolPolicy
{
    public string Name => "scripted";

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    public KeepAliveWindows Windows { get; set; } = new(TimeSpan.Zero, TimeSpan.FromSeconds(10), IdleTimePattern.Unknown);

    public Func<PoolObservation, int> Target { get; set; } = _ => 0;

    public List<PoolObservation> Seen { get; } = [];

    public List<TimeSpan> IdleTimes { get; } = [];

    public int Decide(in PoolObservation observation)
    {
        Seen.Add(observation);
        return Target(observation);
    }

    public KeepAliveWindows AfterUse() => Windows;

    public void ObserveIdleTime(TimeSpan idle) => IdleTimes.Add(idle);
}
