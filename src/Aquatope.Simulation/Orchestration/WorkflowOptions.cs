using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A workflow on a platform: what it calls in which order, when it starts, and what is asked of it.</summary>
public sealed record WorkflowOptions
{
    /// <summary>Gets the name; no other workflow of the platform has it.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the order of calls; its stages are indices of <see cref="Functions"/>.</summary>
    public required WorkflowShape Shape { get; init; }

    /// <summary>Gets the functions that the stages are, as indices of the platform's.</summary>
    public required IReadOnlyList<int> Functions { get; init; }

    /// <summary>Gets when executions start; good for one simulation. Default: never.</summary>
    public IArrivals? Arrivals { get; init; }

    /// <summary>
    /// Gets which stages are known to be needed when after a start, as <see cref="CascadePlanner"/> plans it: workers are started just in time
    /// for them. Default: none.
    /// </summary>
    public IReadOnlyList<StageNeed> Needs { get; init; } = [];

    /// <summary>Gets how these workers are weighed against cold starts. Default: as the pre-warmer does by default.</summary>
    public CascadeOptions Cascades { get; init; } = new();

    /// <summary>Gets the objective. Default: no bound.</summary>
    public LatencyObjective Objective { get; init; } = new(TimeSpan.MaxValue, 95);
}
