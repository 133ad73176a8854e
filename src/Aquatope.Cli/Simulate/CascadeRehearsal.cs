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
        var recorder = new ExecutionRecorder([.. scenario.Stages.Select(stage => stage.Name)], Executions);
        var platform = new ServerlessPlatform(
            scenario.Stages.Select(stage => stage.Create(new KeepAlivePolicy(TimeSpan.MaxValue), true)), scenario.Seed, recorder);
        platform.AddWorkflow(new WorkflowOptions
        {
            Name = "rehearsal",
            Shape = scenario.Shape,
            Functions = [.. Enumerable.Range(0, scenario.Stages.Count)],
            Arrivals = new PoissonArrivals(RateProfile.Empty.Then(Warm, 1), new SeededRandom(scenario.Seed).Stream("rehearsal"), repeats: true),
        });

        // Slow workflows overlap, which does no harm: workers are not limited but by the scenario, and stay.
        while (recorder.Executions.Count < Executions)
        {
            platform.RunUntil(platform.Now + TimeSpan.FromMinutes(1));
        }

        IReadOnlyList<TrialExecution> warm = [.. recorder.Executions.Skip(Executions / 2)];
        return [.. CascadePlanner.Plan(WorkflowGraph.Learn(warm)).Where(need => need.Probability >= LeastProbability)];
    }
}
