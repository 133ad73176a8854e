using System.Collections.Immutable;
using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Examples;

/// <summary>One of the example workflows, described for whoever hosts it.</summary>
/// <param name="Name">The name on a command line, for example <c>image-recognition</c>.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Orchestrator">The orchestrator's name in a registry.</param>
/// <param name="Stages">The stages that the orchestrator calls, in the order of the graph.</param>
/// <param name="Input">
/// The input of the n-th execution, n counting from zero: varied, and the same for the same n.
/// </param>
/// <param name="Objective">A latency bound that a well-chosen configuration meets on one ordinary machine.</param>
public sealed record ExampleWorkflow(
    string Name,
    string Title,
    string Orchestrator,
    ImmutableArray<ExampleStage> Stages,
    Func<int, object> Input,
    LatencyObjective Objective)
{
    /// <summary>Gets what makes the orchestrator.</summary>
    public required Func<ITaskOrchestrator> Create { get; init; }

    /// <summary>Registers the orchestrator, and nothing that a stage needs.</summary>
    /// <param name="registry">The registry of an orchestrator worker.</param>
    public void AddTasks(DurableTaskRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.AddOrchestrator(Orchestrator, Create);
    }
}
