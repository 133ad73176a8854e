namespace Aquatope.Local.Tests;

public sealed class ProcessorBudgetTests
{
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void Exceeded_WorkerAlwaysHungry_GetsItsShareOnAverage(double share)
    {
        var tick = TimeSpan.FromMilliseconds(10);
        var budget = new ProcessorBudget(share, tick);
        TimeSpan used = TimeSpan.Zero;
        const int Ticks = 10_000;
        for (int n = 0; n < Ticks; n++)
        {
            // While it may run it takes two whole processors.
            used += budget.Exceeded(used) ? TimeSpan.Zero : tick * 2;
        }

        Assert.Equal(share, used / (tick * Ticks), tolerance: 0.01);
    }

    [Fact]
    public void Exceeded_IdleForLong_SavesNoMoreThanOnePeriod()
    {
        var budget = new ProcessorBudget(share: 0.5, TimeSpan.FromMilliseconds(10));
        for (int n = 0; n < 1000; n++)
        {
            Assert.False(budget.Exceeded(TimeSpan.Zero));
        }

        Assert.False(budget.Exceeded(TimeSpan.FromMilliseconds(50)));
        Assert.True(budget.Exceeded(TimeSpan.FromMilliseconds(80)));
    }
}
