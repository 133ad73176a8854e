using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Execution times of one stage in one lane, which are others with each configuration that is deployed there.</summary>
/// <param name="first">The times to begin with.</param>
internal sealed class DeployedTime(IExecutionTime first) : IExecutionTime
{
    /// <summary>Gets or sets the times of the configuration in force.</summary>
    public IExecutionTime InForce { get; set; } = first;

    /// <inheritdoc/>
    public double DrawMs(ResourceConfiguration configuration, ref CallChance chance) => InForce.DrawMs(configuration, ref chance);

    /// <inheritdoc/>
    public StageOutcome OutcomeAt(ResourceConfiguration configuration) => InForce.OutcomeAt(configuration);
}
