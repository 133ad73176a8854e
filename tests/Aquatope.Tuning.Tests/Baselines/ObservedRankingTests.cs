namespace Aquatope.Tuning.Tests.Baselines;

public sealed class ObservedRankingTests
{
    [Fact]
    public void Of_SomeExecutionsFailed_CostIsThatOfTheOthers()
    {
        var failed = new TrialExecution(0, 0, Failed: true, []);
        var succeeded = new TrialExecution(100, 4, Failed: false, []);
        var trial = new Trial(new Configuration([1, 1]), [succeeded, failed, succeeded]);
        TuningProblem problem = new TwoStages(Parallel: true).Problem;
        Assert.Equal(4, Assert.Single(ObservedRanking.Of(problem, [trial], 2)).Cost);
        Assert.Equal(4, Assert.Single(FaceValue.Of(problem, [trial])).Cost);
    }

    [Fact]
    public void Of_TrustedAndNot_OrdersTheTrustedByCostAndTheOthersByTrust()
    {
        Trial[] trials = [Trial(1, 900, 1), Trial(2, 100, 9), Trial(3, 100, 5), Trial(4, 520, 1)];
        IReadOnlyList<Recommendation> ranked = ObservedRanking.Of(new TwoStages(Parallel: true).Problem, trials, 4);
        Assert.Equal([3, 2, 4, 1], ranked.Select(item => item.Configuration[0]));
    }

    private static Trial Trial(double value, double latencyMs, double cost) =>
        new(new Configuration([value, 1]), [.. Enumerable.Repeat(new TrialExecution(latencyMs, cost, Failed: false, []), 5)]);
}
