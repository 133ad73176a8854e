namespace Aquatope.Simulation.Tests.Studies;

public sealed class BootstrapTests
{
    [Fact]
    public void Of_MeanOfTwoValues_IsBetweenThemWithBothAsEnds()
    {
        double[] values = [1, 3];
        Estimate estimate = Bootstrap.Of(2, drawn => drawn.Average(index => values[index]), seed: 1);

        Assert.Equal(new Estimate(2, 1, 3), estimate);
    }

    [Fact]
    public void Of_OneSeed_HasNoWidth() => Assert.Equal(new Estimate(7, 7, 7), Bootstrap.Of(1, _ => 7, seed: 1));
}
