namespace Aquatope.Simulation;

/// <summary>What a configuration of a workflow comes to in truth.</summary>
/// <param name="Cost">Mean cost of one execution, in the unit of the trials' costs.</param>
/// <param name="LatencyMs">Latency at the objective's percentile, in milliseconds; infinite where too many executions fail.</param>
/// <param name="Feasible">Whether the objective is met.</param>
public sealed record WorkflowTruth(double Cost, double LatencyMs, bool Feasible);
