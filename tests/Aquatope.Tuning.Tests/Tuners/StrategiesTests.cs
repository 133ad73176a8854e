namespace Aquatope.Tuning.Tests;

public sealed class StrategiesTests
{
    [Fact]
    public void Create_EveryName_GivesATunerOfItsOwn()
    {
        Assert.Equal(Strategies.Names.Length, Strategies.Names.Distinct().Count());
        Assert.All(Strategies.Names, name => Assert.NotNull(Strategies.Create(name)));
        Assert.IsType<WorkflowTuner>(Strategies.Create(Strategies.Names[0]));
    }

    [Fact]
    public void Create_UnknownName_ThrowsWithTheNamesThereAre()
    {
        ArgumentException error = Assert.Throws<ArgumentException>("name", () => Strategies.Create("gradient-descent"));
        Assert.All(Strategies.Names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }
}
