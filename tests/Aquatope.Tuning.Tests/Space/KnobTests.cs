namespace Aquatope.Tuning.Tests;

public sealed class KnobTests
{
    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(0.5, 1)]
    [InlineData(1, 4)]
    [InlineData(-3, 0.25)]
    [InlineData(7, 4)]
    public void Decode_LogarithmicRange_GrowsByRatios(double place, double value) =>
        Assert.Equal(value, Knob.Range("cpu", null, 0.25, 4, logarithmic: true).Decode(place), 12);

    [Theory]
    [InlineData(0.09, 1)]
    [InlineData(0.11, 2)]
    [InlineData(0.5, 4)]
    public void Decode_List_TakesTheNearestOnItsScale(double place, double value) =>
        Assert.Equal(value, Knob.Of("x", null, [16, 1, 2, 4, 8], logarithmic: true).Decode(place * 1.25));

    [Fact]
    public void Decode_Integers_AreIntegersWithinTheRange()
    {
        Knob knob = Knob.Range("n", null, 1, 16, integers: true);
        Assert.All(Enumerable.Range(0, 101), i => Assert.True(knob.Contains(knob.Decode(i / 100.0))));
        Assert.Equal(16, Enumerable.Range(0, 1001).Select(i => knob.Decode(i / 1000.0)).Distinct().Count());
    }

    [Fact]
    public void Encode_AllowedValue_DecodesToItself()
    {
        foreach (Knob knob in new[] { Knob.Range("a", null, -2, 5), Knob.Range("b", null, 0.1, 9, logarithmic: true), Knob.Of("c", null, [1, 3, 7], logarithmic: false) })
        {
            Assert.All(new[] { knob.Least, knob.Greatest, knob.Decode(0.37) }, value => Assert.Equal(value, knob.Decode(knob.Encode(value)), 12));
        }
    }

    [Fact]
    public void Neighbours_AnyKnob_AreAllowedDistinctAndOther()
    {
        foreach (Knob knob in new[] { Knob.Range("a", null, 1, 3, integers: true), Knob.Range("b", null, 0.1, 9, logarithmic: true), Knob.Of("c", null, [1, 3, 7], logarithmic: false) })
        {
            double value = knob.Decode(0.5);
            double[] neighbours = [.. knob.Neighbours(value)];
            Assert.NotEmpty(neighbours);
            Assert.DoesNotContain(value, neighbours);
            Assert.Equal(neighbours.Length, neighbours.Distinct().Count());
            Assert.All(neighbours.Concat(knob.Steps(value)), neighbour => Assert.True(knob.Contains(neighbour)));
        }
    }

    [Theory]
    [InlineData("resize.cpu", KnobRole.Processor)]
    [InlineData("resize.memoryMiB", KnobRole.Memory)]
    [InlineData("Concurrency", KnobRole.Concurrency)]
    [InlineData("resize.quality", KnobRole.Other)]
    public void Role_FollowsTheLastPartOfTheName(string name, KnobRole role) => Assert.Equal(role, Knob.Range(name, null, 1, 2).Role);

    [Fact]
    public void Role_RangeFromZero_IsOther() => Assert.Equal(KnobRole.Other, Knob.Range("cpu", null, 0, 2).Role);

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(0, 1, true)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(0, double.PositiveInfinity, false)]
    public void Range_IsNone_ThrowsArgumentException(double least, double greatest, bool logarithmic) =>
        Assert.Throws<ArgumentException>(() => Knob.Range("x", null, least, greatest, logarithmic));
}
