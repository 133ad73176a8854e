using Aquatope.Inference;

namespace Aquatope.Tuning.Tests.Baselines;

public sealed class OrionTunerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Predict_TwoStages_TakesTheMaximumOfParallelOnesAndTheSumOfARow(bool parallel)
    {
        var workflow = new TwoStages(parallel, SlowMs: 200, QuickMs: 150);
        OrionModel model = Learn(workflow, 24);
        foreach (Configuration configuration in new Configuration[] { new([1, 1]), new([0.5, 2]), new([2, 0.5]) })
        {
            (double cost, double latency) = workflow.True(configuration);
            (double predictedCost, double predictedLatency) = model.Predict(configuration);
            Assert.Equal(latency, predictedLatency, 0.03 * latency);
            Assert.Equal(cost, predictedCost, 0.03 * cost);
        }
    }

    [Fact]
    public void Predict_JoinAfterParallelStages_StartsWhenTheLaterOneEnds()
    {
        SearchSpace space = new([Knob.Range("quick.cpu", "quick", 1, 2), Knob.Range("slow.cpu", "slow", 1, 2), Knob.Range("join.cpu", "join", 1, 2)]);
        TuningProblem problem = new("join", space, new LatencyObjective(TimeSpan.FromSeconds(1), 50));
        TrialExecution parallel = Execute(150, 200);
        var join = new TrialStage("join", 205, 50, 50, 0.5, StageOutcome.Completed, false);
        var trial = new Trial(space.MostGenerous, [parallel with { LatencyMs = 260, Stages = [.. parallel.Stages, join] }]);

        // Five milliseconds pass before the join and five after it.
        Assert.Equal(260, new OrionModel(problem, [trial], new SeededRandom(1)).Predict(space.MostGenerous).LatencyMs, 1e-6);
    }

    [Fact]
    public void Predict_NoisyParallelStages_PercentilesAreThoseOfTheMaximum()
    {
        // Each call takes 100 or 200 ms, equally likely: both take 100 ms in about one execution of four.
        TuningProblem problem = new TwoStages(Parallel: true).Problem;
        Configuration configuration = new([1, 1]);
        Trial trial = new(configuration, [.. Enumerable.Range(0, 16).Select(i => Execute(i % 2 == 0 ? 100 : 200, i / 2 % 2 == 0 ? 100 : 200))]);
        Assert.Equal(200, Latency(40), 1.0);
        Assert.Equal(100, Latency(10), 1.0);

        double Latency(double percentile) => new OrionModel(
            problem with { Objective = problem.Objective with { Percentile = percentile } }, [trial], new SeededRandom(1)).Predict(configuration).LatencyMs;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Walk_UntilTheBoundHolds_StopsAtTheFirstThatDoes(bool parallel)
    {
        var workflow = new TwoStages(parallel);
        (IReadOnlyList<OrionStep> steps, int first) = new OrionSearch(workflow.Problem, Learn(workflow, 24)).Walk(beyond: 2);
        Assert.Equal(new Configuration([0.25, 0.25]), steps[0].Configuration);
        Assert.Equal(steps.Count - 3, first);
        Assert.All(steps.Take(first), step => Assert.True(step.LatencyMs > 500));
        Assert.All(steps.Skip(first), step => Assert.True(step.LatencyMs <= 500));
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.Second.LatencyMs < pair.First.LatencyMs));
    }

    [Fact]
    public void Walk_ParallelStages_AddsNothingToTheQuickOne()
    {
        var workflow = new TwoStages(Parallel: true);
        (IReadOnlyList<OrionStep> steps, int first) = new OrionSearch(workflow.Problem, Learn(workflow, 24)).Walk(beyond: 0);
        Assert.Equal(0.25, steps[first].Configuration[0]);
        Assert.InRange(steps[first].Configuration[1], 0.6, 0.75);
    }

    [Fact]
    public void Recommend_TrialsWithoutStages_TakesTheWorkflowForOne()
    {
        var workflow = new TwoStages(Parallel: false);
        Trial[] trials = [.. new SobolTuner(1).Propose(workflow.Problem, [], 40, 1).Select(workflow.Run)
            .Select(trial => trial with { Executions = [.. trial.Executions.Select(execution => execution with { Stages = [] })] })];
        Recommendation best = new OrionTuner().Recommend(workflow.Problem, trials, 1, 1)[0];
        (double cost, double latency) = workflow.True(best.Configuration);
        Assert.Equal(latency, best.LatencyMs, 0.05 * latency);
        Assert.Equal(cost, best.Cost, 0.05 * cost);
        Assert.InRange(latency, 0, 525);
    }

    private static OrionModel Learn(TwoStages workflow, int count) => new(
        workflow.Problem, [.. new SobolTuner(1).Propose(workflow.Problem, [], count, 1).Select(workflow.Run)], new SeededRandom(1));

    private static TrialExecution Execute(double quick, double slow) => new(
        Math.Max(quick, slow),
        1,
        Failed: false,
        [
            new TrialStage("quick", 0, quick, quick, 0.5, StageOutcome.Completed, false),
            new TrialStage("slow", 0, slow, slow, 0.5, StageOutcome.Completed, false),
        ]);
}
