using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests;

public sealed class SimulatedWorkflowTests
{
    [Fact]
    public void Run_NoNoiseAndNoOutliers_GivesTheTruth()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Dag8() with { Noise = 0, OutlierShare = 0 };
        Configuration configuration = workflow.Problem.Space.MostGenerous;

        TrialExecution execution = workflow.Run(configuration, 1, new SeededRandom(1)).Executions[0];

        WorkflowTruth truth = workflow.Truth(configuration);
        Assert.Equal(truth.LatencyMs, execution.LatencyMs, 9);
        Assert.Equal(truth.Cost, execution.Cost, 9);
        Assert.True(truth.Feasible);
    }

    [Fact]
    public void Truth_LeastOfEverything_MissesTheBound()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Chain3();

        Assert.False(workflow.Truth(new Configuration([.. workflow.Problem.Space.Knobs.Select(knob => knob.Least)])).Feasible);
        Assert.Throws<ArgumentException>("configuration", () => workflow.Truth(new Configuration([1, 128])));
    }
}
