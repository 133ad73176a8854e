using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class AnomalyFilterTests
{
    private const int Count = 24;

    [Fact]
    public void Weigh_OneExecutionTookThreeTimesAsLong_DoubtsThatOneOnly()
    {
        const int Disturbed = 11;
        Observations weighed = AnomalyFilter.Weigh(Observe(i => i == Disturbed ? Math.Log(3) : 0), new SeededRandom(1));
        Assert.Equal([Disturbed], Doubted(weighed));
    }

    [Fact]
    public void Weigh_TwoExecutionsDisturbed_DoubtsBoth()
    {
        int[] disturbed = [6, 17];
        Observations weighed = AnomalyFilter.Weigh(Observe(i => disturbed.Contains(i) ? Math.Log(3) : 0), new SeededRandom(1));
        Assert.Equal(disturbed, Doubted(weighed));
    }

    [Fact]
    public void Weigh_NothingDisturbed_DoubtsNothing() => Assert.Empty(Doubted(AnomalyFilter.Weigh(Observe(_ => 0), new SeededRandom(1))));

    [Fact]
    public void Weigh_CheapestThatKeepsTheBoundIsOdd_IsNeverDoubted()
    {
        // Far quicker and cheaper than its neighbours: nothing is slower and dearer about it.
        Observations weighed = AnomalyFilter.Weigh(Observe(i => i == 5 ? -Math.Log(3) : 0), new SeededRandom(1));
        Assert.DoesNotContain(5, Doubted(weighed));
    }

    private static int[] Doubted(Observations observations) => [.. Enumerable.Range(0, Count).Where(i => observations.NoiseScale[i] > 1)];

    // Smooth in one knob, with two per cent of noise.
    private static Observations Observe(Func<int, double> disturbance)
    {
        var random = new SeededRandom(7);
        double[] places = [.. Enumerable.Range(0, Count).Select(i => i / (Count - 1.0))];
        double[] noise = [.. places.Select(_ => 0.02 * random.NextNormal())];
        return new Observations(
            Matrix.OfRows([.. places.Select(place => new[] { place })]),
            [.. places.Select((place, i) => place + noise[i] + disturbance(i))],
            [[.. places.Select((place, i) => 0.3 - place + noise[i] + disturbance(i))]],
            [.. places.Select(_ => 1.0)]);
    }
}
