using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>How workers of later stages are started ahead of executions.</summary>
public sealed record CascadeOptions
{
    /// <summary>Gets how often pools are decided anew, and fall where nothing is expected any more; positive. Default: ten seconds, as the pre-warmer's.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets what cold starts and idle workers of given resources cost, and how many workers there may be. Default: 0.005 for a cold start, and Azure's list prices.</summary>
    public Func<ResourceConfiguration, PoolPolicy> PolicyOf { get; init; } = configuration => new PoolPolicy
    {
        PricePerColdStart = 0.005,
        PricePerIdleSecond = new PriceList().PerSecond(configuration),
    };
}
