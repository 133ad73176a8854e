using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>A workflow as the program declared it.</summary>
public sealed record WorkflowRegistration
{
    /// <summary>Gets the workflow's name: the orchestrator's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what makes the orchestrator, once for each turn.</summary>
    public required Func<IServiceProvider, ITaskOrchestrator> Create { get; init; }

    /// <summary>Gets the objective, or null where the workflow has none and is not tuned.</summary>
    public LatencyObjective? Objective { get; init; }

    /// <summary>Gets what makes the input of the n-th trial execution, or null to use the inputs of recent production executions.</summary>
    public Func<int, object?>? TrialInput { get; init; }
}
