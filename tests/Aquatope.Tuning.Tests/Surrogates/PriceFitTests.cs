using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class PriceFitTests
{
    private static readonly SearchSpace Space = new([
        Knob.Range("s.cpu", "s", 0.25, 4, logarithmic: true), Knob.Range("s.memoryMiB", "s", 128, 4096, logarithmic: true)]);

    [Fact]
    public void Fit_BillsOfVcpuAndMemory_FindsThePrices()
    {
        PriceFit fit = PriceFit.Fit(Bills(12, (cpu, memory, ms) => ms * ((24 * cpu) + (2.5 * memory / 1024))));
        Assert.Equal(24 + (2.5 * 3), fit.PerMs(new StageSpace(Space, "s"), new Configuration([1, 3072])), 3);
        Assert.InRange(fit.PerCall, 0, 1e-3);
    }

    [Fact]
    public void Fit_FeePerCall_IsToldFromTheTime()
    {
        PriceFit fit = PriceFit.Fit(Bills(12, (cpu, _, ms) => (ms * cpu) + 7));
        Assert.Equal(7, fit.PerCall, 3);
        Assert.Equal(2, fit.PerMs(new StageSpace(Space, "s"), new Configuration([2, 3072])), 3);
    }

    [Fact]
    public void Fit_NoBill_IsNextToNothing() => Assert.InRange(PriceFit.Fit([]).PerMs(new StageSpace(Space, "s"), new Configuration([2, 3072])), 0, 1e-9);

    private static (double[] Used, double Paid)[] Bills(int count, Func<double, double, double, double> price)
    {
        var random = new SeededRandom(3);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double cpu = 0.25 + random.NextDouble();
            double memory = 128 + (2000 * random.NextDouble());
            double ms = 10 + (500 * random.NextDouble());
            return (new[] { cpu * ms, memory * ms, ms, 1 }, price(cpu, memory, ms));
        })];
    }
}
