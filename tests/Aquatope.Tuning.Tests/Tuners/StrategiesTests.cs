using Aquatope.Inference;
using Aquatope.Simulation;

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

    [Fact]
    public void Propose_FirstOfAnEpoch_EveryStrategyBeginsWithADesignOfItsOwn()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Chain3();
        var random = new SeededRandom(3);
        Trial[] before = [.. new RandomTuner().Propose(workflow.Problem, [], 12, 3).Select(configuration => workflow.Run(configuration, 1, random))];
        TuningProblem problem = workflow.Problem with { Baseline = before[0].Configuration, Epoch = 1 };
        Assert.All(Strategies.Names, name => Assert.NotEmpty(Strategies.Create(name).Propose(problem, before, 2, 1)));
        Assert.All(Strategies.Names, name => Assert.NotEmpty(Strategies.Create(name).Recommend(problem, before, 2, 1)));
        Assert.All(Strategies.Names.Skip(2), name => Assert.Equal(
            Strategies.Create(name).Propose(problem, [], 2, 1), Strategies.Create(name).Propose(problem, before, 2, 1)));
        Assert.All(Strategies.Names.Take(2), name => Assert.Equal(problem.Baseline, Strategies.Create(name).Propose(problem, before, 2, 1)[0]));
    }
}
