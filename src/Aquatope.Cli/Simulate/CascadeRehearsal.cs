using Aquatope.Inference;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Learns when a scenario's stages are needed: from executions that find warm workers.</summary>
internal static class CascadeRehearsal
{
    private const int Executions = 100;
    private const double LeastProbability = 0.5;
    private static readonly TimeSpan Warm = TimeSpan.FromDays(1);

    /// <summary>Plans.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <returns>The needs of stages that at least half of all executions call.</returns>
    public static IReadOnlyList<StageNeed> Plan(Scenario scenario)
    {
        var recorder = new ExecutionRecorder(scenario.Workflow.Stages, Executions);
        ServerlessPlatform platform = new WorkflowDeployment(scenario.Workflow, new DeploymentOptions
        {
            PolicyOf = _ => new KeepAlivePolicy(TimeSpan.MaxValue),
            Arrivals = new PoissonArrivals(RateProfile.Empty.Then(Warm, 1), new SeededRandom(scenario.Seed).Stream("rehearsal"), repeats: true),
            Seed = scenario.Seed,
            MaximumWorkersOf = stage => scenario.Workflow.StageAt(stage).MaximumWorkers,
            Listener = recorder,
        }).Platform;

        // Slow workflows overlap, which does no harm: workers are not limited but by the scenario, and stay.
        while (recorder.Executions.Count < Executions)
        {
            platform.RunUntil(platform.Now + TimeSpan.FromMinutes(1));
        }

        IReadOnlyList<TrialExecution> warm = [.. recorder.Executions.Skip(Executions / 2)];
        return [.. CascadePlanner.Plan(WorkflowGraph.Learn(warm)).Where(need => need.Probability >= LeastProbability)];
    }
}
