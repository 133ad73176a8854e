namespace Aquatope.Simulation.Tests;

public sealed class QuartilesTests
{
    [Fact]
    public void Of_FiveValues_AreTheSecondThirdAndFourth() => Assert.Equal(new Quartiles(2, 3, 4), Quartiles.Of([5, 1, 4, 2, 3]));

    [Fact]
    public void Of_OneOfThreeInfinite_HasAFiniteMedian() => Assert.Equal(new Quartiles(1.5, 2, double.PositiveInfinity), Quartiles.Of([double.PositiveInfinity, 1, 2]));

    [Fact]
    public void Of_HalfInfinite_AreInfiniteFromThereOn() =>
        Assert.Equal(new Quartiles(1.75, double.PositiveInfinity, double.PositiveInfinity), Quartiles.Of([1, 2, double.PositiveInfinity, double.PositiveInfinity]));
}
