namespace Aquatope.Cli.Tests;

public sealed class LoadProfileTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("2/s")]
    [InlineData("2.0")]
    public void NextArrival_ConstantRate_IsExponentialWithItsMean(string rate) =>
        Assert.Equal(10.5, LoadProfile.Parse(rate).NextArrival(10, Math.Exp(-1)), precision: 12);

    [Fact]
    public void NextArrival_RateChanges_IntegratesOverBothSteps()
    {
        var profile = LoadProfile.FromLines("steps", ["# seconds,rate", "0,1", "10,4"]);

        // A half of the unit of arrivals is left of the first step, the other half takes an eighth of a second of the second.
        Assert.Equal(10.125, profile.NextArrival(9.5, Math.Exp(-1)), precision: 12);
    }

    [Fact]
    public void NextArrival_SilentStep_IsSkipped()
    {
        var profile = LoadProfile.FromLines("steps", ["0,1", "1,0", "5,1"]);

        Assert.Equal(5.5, profile.NextArrival(0.5, Math.Exp(-1)), precision: 12);
    }

    [Fact]
    public void NextArrival_ProfileEnds_BeginsAgain()
    {
        var profile = LoadProfile.FromLines("steps", ["0,2", "1,0", "10,end"]);

        Assert.Equal(10.25, profile.NextArrival(0.75, Math.Exp(-1)), precision: 12);
    }

    [Fact]
    public void NextArrival_ManyDraws_HaveTheRateOfTheProfile()
    {
        var profile = LoadProfile.FromLines("steps", ["0,1", "60,3", "120,end"]);
        var random = new Inference.SeededRandom(7);
        int first = 0;
        int second = 0;
        for (double at = profile.NextArrival(0, 1 - random.NextDouble()); at < 120_000; at = profile.NextArrival(at, 1 - random.NextDouble()))
        {
            if (at % 120 < 60)
            {
                first++;
            }
            else
            {
                second++;
            }
        }

        // Four standard deviations of Poisson counts: a failure once in 15,000 seeds.
        Assert.Equal(60_000, first, tolerance: 4 * Math.Sqrt(60_000));
        Assert.Equal(180_000, second, tolerance: 4 * Math.Sqrt(180_000));
    }
}
