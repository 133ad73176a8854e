using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A workflow to tune whose truth is known: executions are drawn by chance, what they come to is computed.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface ITunableWorkflow
{
    /// <summary>Gets what people call it.</summary>
    string Name { get; }

    /// <summary>Gets the knobs and the objective.</summary>
    TuningProblem Problem { get; }

    /// <summary>Gets the least true cost of any configuration that truly meets the objective.</summary>
    double Optimum { get; }

    /// <summary>Runs the workflow.</summary>
    /// <param name="configuration">One allowed value for each knob of the problem.</param>
    /// <param name="executions">How many times; at least once.</param>
    /// <param name="random">Where chance comes from; draws go on from where it stands.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="ArgumentException">The configuration is none of the problem's.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="executions"/> is less than one.</exception>
    Trial Run(Configuration configuration, int executions, SeededRandom random);

    /// <summary>Returns what a configuration comes to in truth.</summary>
    /// <param name="configuration">One allowed value for each knob of the problem.</param>
    /// <returns>Its cost and latency.</returns>
    /// <exception cref="ArgumentException">The configuration is none of the problem's.</exception>
    WorkflowTruth Truth(Configuration configuration);
}
