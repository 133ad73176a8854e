using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A workflow that can be run on a simulated platform, at any configuration of its knobs.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IDeployableWorkflow
{
    /// <summary>Gets what people call it.</summary>
    string Name { get; }

    /// <summary>Gets the knobs, the objective and, as baseline, the configuration to begin with.</summary>
    TuningProblem Problem { get; }

    /// <summary>Gets the names of the stages, in the order of their indices in <see cref="Shape"/>.</summary>
    IReadOnlyList<string> Stages { get; }

    /// <summary>Gets the order of the calls.</summary>
    WorkflowShape Shape { get; }

    /// <summary>Gets what resources cost.</summary>
    PriceList Prices { get; }

    /// <summary>Returns the resources of a stage's workers.</summary>
    /// <param name="stage">The stage's index.</param>
    /// <param name="configuration">One allowed value for each knob.</param>
    /// <returns>The resources.</returns>
    ResourceConfiguration ResourcesAt(int stage, Configuration configuration);

    /// <summary>Returns how long a stage executes.</summary>
    /// <param name="stage">The stage's index.</param>
    /// <param name="configuration">One allowed value for each knob.</param>
    /// <returns>The execution times.</returns>
    IExecutionTime ExecutionAt(int stage, Configuration configuration);

    /// <summary>Returns how long a worker of a stage takes to start.</summary>
    /// <param name="stage">The stage's index.</param>
    /// <returns>The start-up times.</returns>
    TimeDistribution StartUpOf(int stage);
}
