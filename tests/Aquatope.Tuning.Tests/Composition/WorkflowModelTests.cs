using Aquatope.Inference;
using Aquatope.Simulation;

namespace Aquatope.Tuning.Tests;

public sealed class WorkflowModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LatencyAtPercentile_WaitsDependOnTheNumberOfFunctions_IsRightWhereTheyAreShort(ulong seed)
    {
        // With 32 functions the waits of the second stage have half the tail that they have with four.
        RecordedWorkflow workflow = RecordedWorkflows.Create("jolteon-ml");
        var configuration = new Configuration([1792, 1792, 32, 1792, 8, 1792]);
        var random = new SeededRandom(seed);
        Trial[] trials = [.. Enumerable.Range(0, 300).Select(_ => workflow.Run(workflow.Problem.Space.Draw(random), 1, random))];
        WorkflowModel model = WorkflowModel.Fit(TrialEvidence.Of(workflow.Problem, trials), 128, 80, new SeededRandom(seed));

        model.Evaluate(configuration, optimistic: false, new Evaluation(model.Samples));

        double truth = workflow.Truth(configuration).LatencyMs;
        Assert.InRange(model.LatencyAtPercentile(configuration), 0.97 * truth, 1.06 * truth);
    }

    [Fact]
    public void Evaluate_BillsInStepsOfAHundredMilliseconds_KnowsWhatACallCosts()
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create("slapp-chain");
        var random = new SeededRandom(1);
        Trial[] trials = [.. Enumerable.Range(0, 60).Select(_ => workflow.Run(workflow.Problem.Space.Draw(random), 1, random))];
        TrialEvidence evidence = TrialEvidence.Of(workflow.Problem, trials);
        Assert.Equal(new BillingGrain(100, 0), evidence.Prices.Grain);
        Assert.Equal(16.6667e-3 / 1024 * 1216, evidence.Prices.PerMs(evidence.Stages[1].Space, new Configuration([1216])), 3);
    }
}
