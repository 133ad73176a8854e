using Aquatope.Inference;

namespace Aquatope.Simulation.Tests.Measurement;

public sealed class TimeHistogramTests
{
    [Fact]
    public void Quantile_TimesOfEveryMagnitude_IsWithinTheStatedError()
    {
        var random = new SeededRandom(2);
        long[] times = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(28 * random.NextDouble()))];
        var histogram = new TimeHistogram();
        foreach (long ticks in times)
        {
            histogram.Add(ticks);
        }

        Array.Sort(times);
        foreach (double share in (double[])[0, 0.001, 0.1, 0.5, 0.9, 0.99, 0.9999, 1])
        {
            long exact = times[Math.Max(0, (int)Math.Ceiling(share * times.Length) - 1)];
            Assert.InRange(histogram.Quantile(share).Ticks, (exact * (1 - (1.0 / 256))) - 1, (exact * (1 + (1.0 / 256))) + 1);
        }

        Assert.Equal((times[0], times[^1]), (histogram.Minimum.Ticks, histogram.Maximum.Ticks));
        Assert.Equal((long)times.Average(), histogram.Mean.Ticks, 1.0);
    }

    [Fact]
    public void Quantile_EqualTimes_IsExact()
    {
        var histogram = new TimeHistogram();
        histogram.Add(15_000_001);
        histogram.Add(15_000_001);

        Assert.Equal(15_000_001, histogram.Quantile(0.5).Ticks);
    }

    [Fact]
    public void Add_AnotherHistogram_IsAsIfAllWereCountedHere()
    {
        var one = new TimeHistogram();
        var other = new TimeHistogram();
        var both = new TimeHistogram();
        for (int i = 0; i < 1000; i++)
        {
            (i % 3 == 0 ? one : other).Add((long)i * i * i);
            both.Add((long)i * i * i);
        }

        one.Add(other);

        Assert.Equal(Summary(both), Summary(one));
        one.Clear();
        Assert.Equal((0, TimeSpan.Zero, TimeSpan.Zero), (one.Count, one.Maximum, one.Quantile(0.5)));
    }

    private static (long, TimeSpan, TimeSpan, TimeSpan, TimeSpan) Summary(TimeHistogram histogram) =>
        (histogram.Count, histogram.Minimum, histogram.Quantile(0.7), histogram.Maximum, histogram.Mean);
}
