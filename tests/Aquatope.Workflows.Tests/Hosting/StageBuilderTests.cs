using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

public sealed class StageBuilderTests
{
    [Fact]
    public void Build_Untouched_StartsAtOneProcessorAndHalfAGibibyte() =>
        Assert.Equal(new ResourceConfiguration(1, 512, 1), new StageBuilder().Build().Default);

    [Fact]
    public void Cpu_Range_StepsByHalfOctavesAndEndsAtTheMaximum() =>
        Assert.Equal([0.25, 0.35, 0.5, 0.71, 1, 1.41, 2], new StageBuilder().Cpu(0.25, 2).Build().Knobs.Cpu);

    [Fact]
    public void MemoryMiB_Range_DoublesAndEndsAtTheMaximum() =>
        Assert.Equal([128, 256, 512, 768], new StageBuilder().MemoryMiB(128, 768).Build().Knobs.MemoryMiB);

    [Fact]
    public void Cpu_RangeBelowOne_StartsAtItsMaximum() =>
        Assert.Equal(0.5, new StageBuilder().Cpu(0.25, 0.5).Build().Default.Cpu);

    [Fact]
    public void StartWith_ValueOutsideTheCatalogue_MovesToTheNearest()
    {
        (StageKnobs knobs, ResourceConfiguration start) = new StageBuilder()
            .Knobs(new StageKnobs([0.5, 1], [256, 1024], [1, 4]))
            .StartWith(new ResourceConfiguration(0.8, 300, 3))
            .Build();

        Assert.Equal(new ResourceConfiguration(1, 256, 4), start);
        Assert.True(knobs.Contains(start));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    public void Cpu_RangeThatIsNone_IsRefused(double minimum, double maximum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StageBuilder().Cpu(minimum, maximum));

    [Fact]
    public void Sizes_Sold_StartsAtTheNearestSize()
    {
        (StageKnobs knobs, ResourceConfiguration start) = new StageBuilder().Sizes(new(0.25, 512), new(1, 2048), new(2, 4096)).Build();

        Assert.Equal(new ResourceConfiguration(0.25, 512, 1), start);
        Assert.True(knobs.Contains(start));
        Assert.Equal(new ResourceConfiguration(1, 2048, 1), new StageBuilder().Sizes(knobs.Sizes).StartWith(new(0.7, 3000, 1)).Build().Default);
    }

    [Fact]
    public void Cpu_AfterSizes_TakesTheirPlace() => Assert.Empty(new StageBuilder().Sizes(new InstanceSize(1, 2048)).Cpu(1, 2).Build().Knobs.Sizes);
}
