using System.Collections.Immutable;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>What tuning did to a policy's production.</summary>
/// <param name="Action">What was done, or null where the cycle had not ended when the simulation did.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Executions">The executions in trial lanes, from the beginning on.</param>
/// <param name="Cost">What trial lanes cost since measuring began.</param>
/// <param name="InForce">The resources of each stage's workers at the end.</param>
internal sealed record TunedPolicy(
    OptimizerAction? Action, string Reason, int Executions, double Cost, ImmutableArray<(string Stage, ResourceConfiguration Resources)> InForce)
{
    /// <summary>Tells of a cycle.</summary>
    /// <param name="deployment">The workflow in production.</param>
    /// <param name="tuning">The cycle.</param>
    /// <param name="billing">What the platform charges.</param>
    public static TunedPolicy Of(WorkflowDeployment deployment, SimulatedTuning tuning, IBilling billing) => new(
        tuning.Outcome?.Action,
        tuning.Outcome?.Reason ?? "the simulation ended before the cycle",
        tuning.Executions,
        deployment.CostOf(billing).Tuning,
        [.. deployment.Workflow.Stages.Select((stage, i) => (stage, deployment.Workflow.ResourcesAt(i, deployment.InForce)))]);
}
