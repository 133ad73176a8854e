namespace Aquatope.Tuning.Tests;

public sealed class StageKnobsTests
{
    private static readonly StageKnobs Sold = StageKnobs.OfSizes([new(1, 2048), new(0.25, 512)], [1, 2]);

    [Fact]
    public void All_OfSizes_HasEachSizeWithEachConcurrency()
    {
        Assert.Equal([new(0.25, 512, 1), new(0.25, 512, 2), new(1, 2048, 1), new(1, 2048, 2)], Sold.All());
        Assert.Equal(4, Sold.Count);
    }

    [Fact]
    public void Contains_ResourcesOfTwoSizes_IsFalse()
    {
        Assert.True(Sold.Contains(new ResourceConfiguration(1, 2048, 2)));
        Assert.False(Sold.Contains(new ResourceConfiguration(0.25, 2048, 2)));
        Assert.False(Sold.Contains(new ResourceConfiguration(1, 2048, 4)));
    }

    [Fact]
    public void Equals_ProductOfTheSameValues_IsFalse() => Assert.NotEqual(new StageKnobs(Sold.Cpu, Sold.MemoryMiB, Sold.Concurrency), Sold);

    [Theory]
    [InlineData(1, 512, 2, 512)]
    [InlineData(2, 512, 1, 2048)]
    [InlineData(0, 512, 1, 2048)]
    [InlineData(double.NaN, 512, 1, 2048)]
    [InlineData(1, 0, 2, 512)]
    public void OfSizes_SizesThatDoNotGrow_IsRefused(double cpu, int memoryMiB, double nextCpu, int nextMemoryMiB) =>
        Assert.Throws<ArgumentException>(() => StageKnobs.OfSizes([new(cpu, memoryMiB), new(nextCpu, nextMemoryMiB)], [1]));
}
