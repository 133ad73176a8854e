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

    // The root mean square of 300 standardised errors; with other seeds one time in a hundred may fail.
    [Fact]
    public void Fit_NormalNoise_IsAsUncertainAsItIsWrong()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Fan5() with { OutlierShare = 0 };
        double[] squares = [.. Enumerable.Range(1, 60).SelectMany(seed => SquaredErrors(workflow, (ulong)seed))];
        Assert.InRange(Math.Sqrt(squares.Average()), 0.8, 1.05);
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

    // What searches do thousands of times: 2,560 imagined executions of eight stages each, which would take 20 KiB a stage.
    [Fact]
    public void Evaluate_EachStageKnownAlready_AllocatesLessThanOneArrayOfDurations()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Dag8();
        var random = new SeededRandom(1);
        Trial[] trials = [.. Enumerable.Range(0, 30).Select(_ => workflow.Run(workflow.Problem.Space.Draw(random), 1, random))];
        WorkflowModel model = WorkflowModel.Fit(TrialEvidence.Of(workflow.Problem, trials), 64, 40, new SeededRandom(1));
        Configuration[] visited = [trials[0].Configuration, trials[1].Configuration];
        Configuration mixed = new([.. visited[0].Values.Take(8), .. visited[1].Values.Skip(8)]);
        var evaluation = new Evaluation(model.Samples);
        foreach (Configuration configuration in visited)
        {
            model.Evaluate(configuration, optimistic: false, evaluation);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Evaluate(mixed, optimistic: false, evaluation);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private static double[] SquaredErrors(SimulatedWorkflow workflow, ulong seed)
    {
        var random = new SeededRandom(seed);
        Trial[] trials = [.. Enumerable.Range(0, 30).Select(_ => workflow.Run(workflow.Problem.Space.Draw(random), 1, random))];
        WorkflowModel model = WorkflowModel.Fit(TrialEvidence.Of(workflow.Problem, trials), 64, 40, new SeededRandom(seed));
        Configuration configuration = workflow.Problem.Space.Draw(random);
        return [.. Enumerable.Range(0, model.Stages.Count).Select(stage =>
        {
            double[] logs = [.. model.Stages[stage].At(configuration).ExecutionMs.Select(milliseconds => Math.Log(milliseconds))];
            double mean = logs.Average();

            // The noise has a mean of one, not a median.
            double truth = Math.Log(1000 * workflow.Stages[stage].Seconds(configuration[2 * stage], configuration[(2 * stage) + 1]))
                - (0.5 * workflow.Noise * workflow.Noise);
            return Math.Pow(truth - mean, 2) / logs.Average(log => Math.Pow(log - mean, 2));
        })];
    }
}
