namespace Aquatope.Tuning.Tests;

public sealed class BillingGrainTests
{
    [Theory]
    [InlineData(0, 0, 123.4, 123.4)]
    [InlineData(100, 0, 200, 200)]
    [InlineData(100, 0, 200.1, 300)]
    [InlineData(100, 1000, 200.1, 1000)]
    [InlineData(100, 1000, 1000.1, 1100)]
    public void Billed_OfTimes_IsInWholeStepsAndNoLessThanTheLeast(double stepMs, double leastMs, double milliseconds, double billed) =>
        Assert.Equal(billed, new BillingGrain(stepMs, leastMs).Billed(milliseconds));

    [Fact]
    public void Fit_BillsInSteps_FindsTheStepsAndThePrice()
    {
        PriceFit fit = PriceFit.Fit(grain => Bills(new BillingGrain(100, 0), grain));
        Assert.Equal(new BillingGrain(100, 0), fit.Grain);
        Assert.Equal(2.0, fit.PerMs(new StageSpace(Space, "s"), new Configuration([1024])), 6);
    }

    [Fact]
    public void Fit_BillsOfEveryLittle_FindsNoSteps() => Assert.Equal(BillingGrain.None, PriceFit.Fit(grain => Bills(BillingGrain.None, grain)).Grain);

    private static readonly SearchSpace Space = new([Knob.Range("s.memoryMiB", "s", 128, 4096, logarithmic: true)]);

    private static (double[] Used, double Paid)[] Bills(BillingGrain truth, BillingGrain supposed) =>
    [
        .. Enumerable.Range(0, 12).Select(i =>
        {
            double memoryMiB = 128 * Math.Pow(2, i % 5);
            double milliseconds = 137 + (71.3 * i);
            return (new[] { 0, memoryMiB * supposed.Billed(milliseconds), supposed.Billed(milliseconds), 1 }, memoryMiB / 512 * truth.Billed(milliseconds));
        }),
    ];
}
