namespace Aquatope.Tuning.Tests;

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
        Assert.Equal(left, SearchBudget.Trials(new TuningCycleOptions { MaximumTrials = 5, MaximumCost = most }, trials: 2, cost: 2));

    [Fact]
    public void Trials_NoneYet_AreAsManyAsAllowed() =>
        Assert.Equal(5, SearchBudget.Trials(new TuningCycleOptions { MaximumTrials = 5, MaximumCost = 0.1 }, trials: 0, cost: 0));

    [Fact]
    public void Spent_SaysWhichBudget()
    {
        var options = new TuningCycleOptions { MaximumTrials = 2, MaximumCost = 1 };
        Assert.Contains("2 trials", SearchBudget.Spent(options, trials: 2), StringComparison.Ordinal);
        Assert.Contains("exceed", SearchBudget.Spent(options, trials: 1), StringComparison.Ordinal);
    }
}
