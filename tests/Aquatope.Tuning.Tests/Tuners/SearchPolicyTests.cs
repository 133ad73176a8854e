namespace Aquatope.Tuning.Tests;

public sealed class SearchPolicyTests
{
    private static readonly TuningProblem Problem = new(
        "one", new SearchSpace([Knob.Of("x", null, [1, 2, 3], logarithmic: false)]), new LatencyObjective(TimeSpan.FromSeconds(1), 50));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(5, 1)]
    public void Next_BudgetLeft_AsksForABatchThatFits(int executions, int asked)
    {
        var tuner = new FixedTuner(proposals: 3);
        Assert.Equal(asked, new SearchPolicy(tuner) { Budget = 6, Batch = 2 }.Next(Problem, [], executions).Configurations.Count);
    }

    [Fact]
    public void Next_BudgetSpent_StopsAndSaysSo()
    {
        SearchStep step = new SearchPolicy(new FixedTuner(proposals: 3)) { Budget = 6 }.Next(Problem, [], 6);
        Assert.Empty(step.Configurations);
        Assert.Contains("budget of 6", step.Stopped, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Next_NothingProposed_RunsWhatIsRecommendedUntilItIsConfirmed(int runs, int asked)
    {
        SearchStep step = new SearchPolicy(new FixedTuner(proposals: 0)).Next(Problem, [Run(runs)], runs);
        Assert.Null(step.Stopped);
        Assert.Equal(Enumerable.Repeat(FixedTuner.Best, asked), step.Configurations);
    }

    [Theory]
    [InlineData(13, 4)]
    [InlineData(15, 2)]
    public void Next_BeforeTheBudgetsEnd_LeavesRoomForConfirmation(int executions, int asked)
    {
        SearchStep step = new SearchPolicy(new FixedTuner(proposals: 4)) { Budget = 20 }.Next(Problem, [Run(1)], executions);
        Assert.Equal(Enumerable.Range(1, asked).Select(value => new Configuration([value])), step.Configurations);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Next_AtTheBudgetsEnd_RunsWhatIsRecommendedUntilItIsConfirmed(int runs, int asked)
    {
        SearchStep step = new SearchPolicy(new FixedTuner(proposals: 4)) { Budget = 20 }.Next(Problem, [Run(runs)], 17);
        Assert.Equal(Enumerable.Repeat(FixedTuner.Best, asked), step.Configurations);
    }

    [Fact]
    public void Next_AtTheBudgetsEndAndConfirmed_SearchesOn() =>
        Assert.Equal([new Configuration([1])], new SearchPolicy(new FixedTuner(proposals: 4)) { Budget = 20 }.Next(Problem, [Run(3)], 17).Configurations);

    [Fact]
    public void Next_NothingProposedAndConfirmed_Stops()
    {
        SearchStep step = new SearchPolicy(new FixedTuner(proposals: 0)).Next(Problem, [Run(3)], 3);
        Assert.Empty(step.Configurations);
        Assert.NotNull(step.Stopped);
    }

    private static Trial Run(int times) => new(FixedTuner.Best, [.. Enumerable.Repeat(new TrialExecution(1, 1, Failed: false, []), times)]);

    private sealed class FixedTuner(int proposals) : ITuner
    {
        public static Configuration Best { get; } = new([2]);

        public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed) =>
            [.. Enumerable.Range(1, Math.Min(proposals, count)).Select(value => new Configuration([value]))];

        public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed) =>
            [new Recommendation(Best, 1, 1, 1)];
    }
}
