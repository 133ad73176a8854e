using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What is tuned: a workflow, the knobs of its stages, its objective and the prices.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Stages">The knobs of each stage, by name (ordinal order).</param>
/// <param name="Objective">The latency objective.</param>
/// <param name="Prices">The prices that make up the cost.</param>
/// <param name="Baseline">The configuration in production now; a member of the catalogue.</param>
public sealed record TuningProblem(
    string Workflow,
    ImmutableSortedDictionary<string, StageKnobs> Stages,
    LatencyObjective Objective,
    PriceList Prices,
    WorkflowConfiguration Baseline);
