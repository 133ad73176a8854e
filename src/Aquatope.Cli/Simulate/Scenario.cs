using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>What is simulated.</summary>
internal sealed record Scenario
{
    /// <summary>Gets the seed of every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets how much of the load lies before the simulation, to learn from.</summary>
    public required TimeSpan Past { get; init; }

    /// <summary>Gets the part of the simulation that is not measured.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Gets how long is measured.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Gets the workflow: stages, the order of their calls, the objective.</summary>
    public required ScenarioWorkflow Workflow { get; init; }

    /// <summary>Gets when executions start.</summary>
    public required ScenarioLoad Load { get; init; }

    /// <summary>Gets the machines, or null where each worker has one of its own.</summary>
    public required HostOptions? Hosts { get; init; }

    /// <summary>Gets what the platform charges.</summary>
    public required IBilling Billing { get; init; }

    /// <summary>Gets the policies to compare.</summary>
    public required IReadOnlyList<ScenarioPolicy> Policies { get; init; }
}
