using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Measured;

public sealed class MeasuredWorkflowsTests
{
    public static TheoryData<string> Names => [.. MeasuredWorkflows.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_EachWorkflow_HasABaselineThatMeetsTheObjectiveAndAnOptimumThatIsCheaper(string name)
    {
        RecordedWorkflow workflow = MeasuredWorkflows.Create(name);
        WorkflowTruth baseline = workflow.Truth(workflow.Problem.Baseline!);

        Assert.True(baseline.Feasible);
        Assert.True(workflow.Truth(workflow.OptimalConfiguration).Feasible);
        Assert.InRange(workflow.Optimum, 0, baseline.Cost);
    }

    [Fact]
    public void Run_FanOut_CallsTheMiddleStageOncePerPartAndCostsWhatTheTruthSays()
    {
        RecordedWorkflow workflow = MeasuredWorkflows.Create("fan-out");
        Trial trial = workflow.Run(workflow.Problem.Baseline!, 2000, new SeededRandom(1));

        Assert.Equal(5, trial.Executions[0].Stages.Count(call => call.Stage == workflow.Stages[1]));

        // The mean of 2,000 executions; four standard errors of a variation below a half are five percent.
        Assert.InRange(trial.Executions.Average(execution => execution.Cost) / workflow.Truth(workflow.Problem.Baseline!).Cost, 0.95, 1.05);
    }

    [Fact]
    public void Create_UnknownName_IsRefused() => Assert.Throws<ArgumentException>("name", () => MeasuredWorkflows.Create("other"));
}
