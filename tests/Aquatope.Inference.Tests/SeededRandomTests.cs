namespace Aquatope.Inference.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextUInt64_SeedZero_GivesThePublishedSequence()
    {
        // xoshiro256** after SplitMix64 from zero, as in the reference implementations of Blackman and Vigna.
        var random = new SeededRandom(0);
        ulong[] expected = [11091344671253066420, 13793997310169335082, 1900383378846508768];
        ulong[] actual = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Stream_DrawsMadeBefore_DoNotShiftIt()
    {
        var random = new SeededRandom(42);
        ulong expected = random.Stream("arrivals").NextUInt64();
        random.NextUInt64();
        Assert.Equal(expected, random.Stream("arrivals").NextUInt64());
        Assert.NotEqual(expected, random.Stream("services").NextUInt64());
    }

    [Fact]
    public void NextInt_ManyDraws_IsUniform()
    {
        // 70000 draws over 7 cells: a cell's standard deviation is 93, and 500 is more than five of them.
        var random = new SeededRandom(1);
        var counts = new int[7];
        for (int i = 0; i < 70000; i++)
        {
            counts[random.NextInt(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9500, 10500));
    }

    [Fact]
    public void NextNormal_ManyDraws_HasUnitVariance()
    {
        var random = new SeededRandom(2);
        double[] draws = [.. Enumerable.Range(0, 100000).Select(_ => random.NextNormal())];
        Assert.InRange(draws.Average(), -0.02, 0.02);
        Assert.InRange(draws.Sum(z => z * z) / draws.Length, 0.97, 1.03);
    }
}
