using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

public sealed class SearchBudgetTests
{
    [Theory]
    [InlineData(null, 3)]
    [InlineData(10.0, 3)]
    [InlineData(5.0, 3)]
    [InlineData(4.9, 2)]
    [InlineData(2.9, 0)]
    [InlineData(1.0, -1)]
    public void Trials_TwoThatCostOneEach_AreAsManyAsBothBudgetsAllow(double? most, int left) =>
        Assert.Equal(left, SearchBudget.Trials(new OptimizerOptions { MaximumTrials = 5, MaximumCost = most }, [Costing(0.5), Costing(1.5)]));

    [Fact]
    public void Trials_NoneYet_AreAsManyAsAllowed() =>
        Assert.Equal(5, SearchBudget.Trials(new OptimizerOptions { MaximumTrials = 5, MaximumCost = 0.1 }, []));

    [Fact]
    public void Spent_SaysWhichBudget()
    {
        var options = new OptimizerOptions { MaximumTrials = 2, MaximumCost = 1 };
        Assert.Contains("2 trials", SearchBudget.Spent(options, [Costing(0.1), Costing(0.1)]), StringComparison.Ordinal);
        Assert.Contains("exceed", SearchBudget.Spent(options, [Costing(0.9)]), StringComparison.Ordinal);
    }

    private static TrialRecord Costing(double cost) => new(new WorkflowTrial(WorkflowConfiguration.Of([]), []), 1, cost, "trial-1", DateTimeOffset.UnixEpoch);
}
