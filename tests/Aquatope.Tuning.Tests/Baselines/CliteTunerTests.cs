namespace Aquatope.Tuning.Tests.Baselines;

public sealed class CliteTunerTests
{
    private static readonly TwoStages Workflow = new(Parallel: true);

    [Fact]
    public void Scores_FeasibleAndInfeasible_OrdersFeasibleAboveByCostAndOthersByLatency()
    {
        Configuration[] configurations = [Configuration(4, 4), Configuration(1, 1), Configuration(0.25, 0.5), Configuration(0.25, 0.25)];
        double[] scores = CliteTuner.Scores(Workflow.Problem.Objective, FaceValue.Of(Workflow.Problem, [.. configurations.Select(Workflow.Run)]));

        double cheapest = Workflow.True(configurations[3]).Cost;
        Assert.Equal(0.5 + (0.5 * cheapest / Workflow.True(configurations[0]).Cost), scores[0], 12);
        Assert.Equal(0.5 + (0.5 * cheapest / Workflow.True(configurations[1]).Cost), scores[1], 12);
        Assert.Equal(0.5 * 500 / Workflow.True(configurations[2]).LatencyMs, scores[2], 12);
        Assert.True(scores[1] > scores[0] && scores[0] > 0.5 && scores[2] < 0.5 && scores[3] < scores[2]);
    }

    [Fact]
    public void Scores_FailedExecution_IsBelowOneHalfHoweverQuickAndCheap()
    {
        var failed = new Trial(Configuration(0.25, 0.25), [new TrialExecution(1, 0.001, Failed: true, [])]);
        double[] scores = CliteTuner.Scores(Workflow.Problem.Objective, FaceValue.Of(Workflow.Problem, [Workflow.Run(Configuration(4, 4)), failed]));
        Assert.Equal(1, scores[0]);
        Assert.True(scores[1] < 0.5);
    }

    [Fact]
    public void Propose_NoTrials_BeginsWithExtremes()
    {
        TuningProblem problem = Workflow.Problem with { Baseline = Configuration(2, 2) };
        Assert.Equal(
            [Configuration(4, 4), Configuration(2, 2), Configuration(4, 0.25), Configuration(0.25, 4), Configuration(1, 1)],
            new CliteTuner().Propose(problem, [], 5, 1));
    }

    private static Configuration Configuration(double quick, double slow) => new([quick, slow]);
}
