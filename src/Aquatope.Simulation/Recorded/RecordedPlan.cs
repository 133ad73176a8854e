using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What a recorded workflow is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Knobs">Its knobs; greater values are faster.</param>
/// <param name="Stages">Its stages, their names different.</param>
/// <param name="Shape">The order of the calls; each stage is called once.</param>
internal sealed record RecordedPlan(string Name, ImmutableArray<Knob> Knobs, ImmutableArray<RecordedStage> Stages, WorkflowShape Shape)
{
    /// <summary>Gets what the latency of the most expensive configuration is multiplied by to give the bound. Default: 1.25.</summary>
    public double Slack { get; init; } = 1.25;
}
