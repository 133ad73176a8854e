namespace Aquatope.Tuning.Tests;

public sealed class ProcessorGrainTests
{
    [Theory]
    [InlineData(884.5, 0.5, 1)]
    [InlineData(1769, 1, 1)]
    [InlineData(3537, 1, 1)]
    [InlineData(3538, 2, 2)]
    public void Processors_OfMemory_AreWholeFromOneOn(double memoryMiB, double withFractions, double without)
    {
        Assert.Equal(withFractions, new ProcessorGrain(1769, Fractions: true).Processors(memoryMiB));
        Assert.Equal(without, new ProcessorGrain(1769, Fractions: false).Processors(memoryMiB));
    }
}
