using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>A stage of a scenario, as a policy for its pool is told of it.</summary>
/// <param name="Resources">The resources of its workers.</param>
/// <param name="Past">Its calls before the simulation, or null where the policy does not ask for them.</param>
/// <param name="Forecaster">What forecasts its calls, or null where nothing does.</param>
internal sealed record PooledStage(ResourceConfiguration Resources, CountSeries? Past, IForecaster? Forecaster)
{
    /// <summary>Gets what the pools of one simulation know of idle times together.</summary>
    public IdleTimeExperience IdleTimes { get; init; } = new();
}
