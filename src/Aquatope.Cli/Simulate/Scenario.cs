using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>What is simulated.</summary>
internal sealed record Scenario
{
    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the seed of every draw.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets how much of the load lies before the simulation, to learn from.</summary>
    public required TimeSpan Past { get; init; }

    /// <summary>Gets the part of the simulation that is not measured.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Gets how long is measured.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Gets the stages, in the order of the file; their policies and arrivals are put in later.</summary>
    public required IReadOnlyList<ScenarioStage> Stages { get; init; }

    /// <summary>Gets the order of calls.</summary>
    public required WorkflowShape Shape { get; init; }

    /// <summary>Gets when executions start.</summary>
    public required ScenarioLoad Load { get; init; }

    /// <summary>Gets the objective.</summary>
    public required LatencyObjective Objective { get; init; }

    /// <summary>Gets the machines, or null where each worker has one of its own.</summary>
    public required HostOptions? Hosts { get; init; }

    /// <summary>Gets what the platform charges.</summary>
    public required IBilling Billing { get; init; }

    /// <summary>Gets the policies to compare.</summary>
    public required IReadOnlyList<ScenarioPolicy> Policies { get; init; }
}

/// <summary>A stage of a scenario.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes the function, under a policy, with calls started on demand or not.</param>
/// <param name="Configuration">The resources of its workers.</param>
/// <param name="Calls">How many calls of it an execution is expected to make.</param>
internal sealed record ScenarioStage(string Name, Func<IPoolPolicy, bool, FunctionOptions> Create, ResourceConfiguration Configuration, double Calls);
