using Aquatope.Forecasting;
using Aquatope.Inference;

namespace Aquatope.Simulation.Tests.Load;

/// <summary>Seeded. Bounds are five standard deviations, which chance passes with a probability below 10⁻⁶.</summary>
public sealed class ArrivalsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(CallPlacement.Uniform)]
    [InlineData(CallPlacement.Even)]
    public void Counts_PlacedInTheirMinutes_AreAsManyAsCountedAndAscend(CallPlacement placement)
    {
        double[] counts = [3, 0, 1, 5000, 0, 2];
        List<long> arrivals = All(new CountArrivals(Series(counts), placement, new SeededRandom(1)));

        Assert.Equal(arrivals.Order(), arrivals);
        Assert.Equal(counts, Enumerable.Range(0, 6).Select(minute => (double)arrivals.Count(ticks => ticks / Minute.Ticks == minute)));
    }

    [Fact]
    public void Counts_PlacedUniformly_AreUniform()
    {
        List<long> arrivals = All(new CountArrivals(Series([20_000]), CallPlacement.Uniform, new SeededRandom(2)));

        // Kolmogorov's statistic stays below 2.6 with a probability of 1 - 2 exp(-2 · 2.6²) = 1 - 3·10⁻⁶.
        double distance = arrivals.Select((ticks, i) => Math.Abs(((double)ticks / Minute.Ticks) - ((i + 0.5) / arrivals.Count))).Max();
        Assert.True(distance * Math.Sqrt(arrivals.Count) < 2.6, $"{distance}");
    }

    [Fact]
    public void Counts_NotWhole_AreRightOnAverage()
    {
        List<long> arrivals = All(new CountArrivals(Series([.. Enumerable.Repeat(0.25, 10_000)]), CallPlacement.Even, new SeededRandom(3)));

        Assert.Equal(2500, arrivals.Count, 5 * Math.Sqrt(10_000 * 0.25 * 0.75));
    }

    [Fact]
    public void Counts_AsPoissonMeans_VaryAsPoissonCountsDo()
    {
        List<long> arrivals = All(new CountArrivals(Series([.. Enumerable.Repeat(4.0, 10_000)]), CallPlacement.Poisson, new SeededRandom(4)));

        double[] counts = [.. arrivals.CountBy(ticks => ticks / Minute.Ticks).Select(bin => (double)bin.Value)];
        Assert.Equal(40_000, arrivals.Count, 5 * Math.Sqrt(40_000));
        double variance = (counts.Sum(count => (count - 4) * (count - 4)) + (16.0 * (10_000 - counts.Length))) / 10_000;
        Assert.Equal(4, variance, 5 * Math.Sqrt((4 + (2 * 16)) / 10_000.0));
    }

    [Fact]
    public void Poisson_ProfileOfStepsRampsAndACrowd_FollowsIt()
    {
        RateProfile profile = RateProfile.Empty
            .Then(Minute, 50)
            .Ramp(Minute, 50, 250)
            .FlashCrowd(250, 1000, Minute / 6, Minute / 2, Minute / 3)
            .Then(Minute, 0)
            .Ramp(Minute, 100, 0);
        List<long> arrivals = All(new PoissonArrivals(profile, new SeededRandom(5)));

        Assert.Equal(5 * Minute, profile.Duration);
        double[] expected = [3000, 30 * 100, 30 * 200, (10 * 625) + (20 * 1000), (10 * 1000) + (20 * 625), 0, 0, 30 * 75, 30 * 25];
        int[] observed = [.. new[] { (0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9), (9, 10) }
            .Select(half => arrivals.Count(ticks => ticks >= half.Item1 * Minute.Ticks / 2 && ticks < half.Item2 * Minute.Ticks / 2))];
        Assert.All(expected.Zip(observed), pair => Assert.Equal(pair.First, pair.Second, 5 * Math.Sqrt(pair.First)));
        Assert.Equal(arrivals.Order(), arrivals);
    }

    [Fact]
    public void Profile_WrongRateOrLength_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RateProfile.Empty.Then(Minute, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateProfile.Empty.Ramp(Minute, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateProfile.Empty.Then(TimeSpan.Zero, 1));
    }

    private static CountSeries Series(double[] counts) => new(DateTimeOffset.UnixEpoch, Minute, counts);

    private static List<long> All(IArrivals arrivals)
    {
        var all = new List<long>();
        while (arrivals.TryNext(out long ticks))
        {
            all.Add(ticks);
        }

        Assert.False(arrivals.TryNext(out _));
        return all;
    }
}
