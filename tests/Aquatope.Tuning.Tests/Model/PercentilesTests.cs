namespace Aquatope.Tuning.Tests;

public sealed class PercentilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 2.5)]
    [InlineData(95, 3.85)]
    [InlineData(100, 4)]
    public void Of_FourValues_Interpolates(double percentile, double expected) =>
        Assert.Equal(expected, Percentiles.Of([4, 1, 3, 2], percentile), 1e-12);

    [Fact]
    public void Of_NothingOrNotANumber_Throws()
    {
        Assert.Throws<ArgumentException>(() => Percentiles.Of([], 50));
        Assert.Throws<ArgumentException>(() => Percentiles.Of([1, double.NaN], 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentiles.Of([1], 101));
    }

    [Fact]
    public void Summary_OfNoExecutions_IsZero() => Assert.Equal(LatencySummary.None, LatencySummary.Of([]));

    [Fact]
    public void Summary_OfHundredValues_HasTheirPercentiles()
    {
        LatencySummary summary = LatencySummary.Of(Enumerable.Range(0, 101).Select(i => (double)i));
        Assert.Equal(new LatencySummary(101, 50, 50, 95, 99), summary);
    }
}
