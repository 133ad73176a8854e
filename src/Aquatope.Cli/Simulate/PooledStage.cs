using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>A stage of a scenario, as a policy for its pool is told of it.</summary>
/// <param name="Resources">The resources of its workers.</param>
/// <param name="Past">Its calls before the simulation, or null where the policy does not ask for them.</param>
/// <param name="Forecaster">What forecasts its calls, or null where nothing does.</param>
/// <param name="IdleTimes">What the pools of one simulation know of idle times together.</param>
/// <param name="ColdStart">The price of a cold start that follows the objective, or null where it does not.</param>
internal sealed record PooledStage(
    ResourceConfiguration Resources, CountSeries? Past, IForecaster? Forecaster, IdleTimeExperience IdleTimes, ColdStartPrice? ColdStart);
