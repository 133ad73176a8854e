using System.Text.Json;

namespace Aquatope.Inference.Tests;

public sealed class SobolSequenceTests
{
    private static readonly JsonElement Reference = Golden.Read("sobol");

    [Theory]
    [InlineData(2)]
    [InlineData(21)]
    public void Next_Unscrambled_MatchesReferenceExactly(int dimensions)
    {
        JsonElement expected = Reference.GetProperty("points_over_64").GetProperty($"{dimensions}");
        Matrix points = SobolSequence.Unscrambled(dimensions).Take(64);
        for (int i = 0; i < 64; i++)
        {
            for (int k = 0; k < dimensions; k++)
            {
                Assert.Equal(expected[i][k].GetDouble() / 64, points[i, k]);
            }
        }
    }

    [Fact]
    public void Next_UnscrambledLaterPoints_MatchReferenceExactly()
    {
        Matrix points = SobolSequence.Unscrambled(21).Take(1025);
        foreach (JsonProperty point in Reference.GetProperty("later_points_dim21").EnumerateObject())
        {
            int index = int.Parse(point.Name, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(point.Value.Numbers().Select(numerator => numerator / (1 << 30)), points.Row(index).ToArray());
        }
    }

    [Fact]
    public void Next_Scrambled_IsStratifiedInEveryDimension()
    {
        const int Count = 256;
        Matrix points = SobolSequence.Scrambled(300, new SeededRandom(5)).Take(Count);
        for (int k = 0; k < points.Columns; k++)
        {
            // A net puts exactly one of 2^m points into each interval of length 2^-m.
            int[] cells = [.. Enumerable.Range(0, Count).Select(i => (int)(points[i, k] * Count)).Order()];
            Assert.Equal(Enumerable.Range(0, Count), cells);
        }
    }

    [Fact]
    public void TakeNormal_Scrambled_HasTheMomentsOfTheNormalDistribution()
    {
        Matrix normals = SobolSequence.Scrambled(40, new SeededRandom(11)).TakeNormal(4096);
        for (int k = 0; k < 40; k++)
        {
            double[] column = [.. Enumerable.Range(0, 4096).Select(i => normals[i, k])];
            Assert.InRange(column.Average(), -2e-3, 2e-3);
            Assert.InRange(column.Sum(z => z * z) / 4096, 0.99, 1.01);
            Assert.All(column, z => Assert.True(double.IsFinite(z)));
        }
    }

    [Fact]
    public void Scrambled_EqualSeeds_GiveEqualPoints() => Assert.Equal(
        SobolSequence.Scrambled(6, new SeededRandom(9)).Take(32).Values.ToArray(),
        SobolSequence.Scrambled(6, new SeededRandom(9)).Take(32).Values.ToArray());

    [Fact]
    public void TakeNormal_Unscrambled_Throws() =>
        Assert.Throws<InvalidOperationException>(() => SobolSequence.Unscrambled(2).TakeNormal(1));
}
