using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>How long a call executes.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IExecutionTime
{
    /// <summary>Draws the time of one call on a worker that has nothing else to do.</summary>
    /// <param name="configuration">The worker's resources.</param>
    /// <param name="chance">Where chance comes from; draws go on from where it stands.</param>
    /// <returns>Milliseconds; finite and not negative.</returns>
    double DrawMs(ResourceConfiguration configuration, ref CallChance chance);

    /// <summary>Returns how calls on a worker end: with too little memory, say, they fail. Default: they complete.</summary>
    /// <param name="configuration">The worker's resources.</param>
    /// <returns>The outcome.</returns>
    StageOutcome OutcomeAt(ResourceConfiguration configuration) => StageOutcome.Completed;
}
