using Aquatope.Tuning;
using static Aquatope.Simulation.Tests.TestPlans;
using static Aquatope.Simulation.WorkflowShape;

namespace Aquatope.Simulation.Tests;

public sealed class OptimumSearchTests
{
    /// <summary>Tables with fewer sizes, small enough to try all configurations.</summary>
    [Theory]
    [InlineData("slapp-chain", 95, 16)]
    [InlineData("slapp-chain", 50, 16)]
    [InlineData("slapp-graph", 95, 16)]
    [InlineData("slapp-graph", 50, 16)]
    [InlineData("jolteon-ml", 95, 2)]
    [InlineData("jolteon-ml", 50, 2)]
    [InlineData("jolteon-video", 95, 3)]
    [InlineData("chunkfunc-video", 95, 40)]
    [InlineData("chunkfunc-long-video", 50, 35)]
    [InlineData("chunkfunc-log", 95, 40)]
    public void Optimum_ReducedTable_IsThatOfTryingEverything(string name, double percentile, int every)
    {
        var workflow = new RecordedWorkflow(Thinned(RecordedWorkflows.Plan(name), every), percentile);

        Recommendation? best = ExhaustiveOracle.Find(
            workflow.Problem.Space,
            configuration => workflow.Truth(configuration) is var truth ? (truth.Cost, truth.Feasible ? 0 : double.PositiveInfinity) : default,
            TimeSpan.FromMilliseconds(1));

        Assert.NotNull(best);
        Assert.Equal(best.Cost, workflow.Optimum, 6);
        Assert.True(workflow.Truth(workflow.OptimalConfiguration).Feasible);
    }

    [Theory]
    [InlineData("slapp-graph", 50)]
    [InlineData("slapp-chain", 95)]
    [InlineData("chunkfunc-video", 95)]
    public void Optimum_OneKnobTurned_IsDearerOrMissesTheBound(string name, double percentile)
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create(name, percentile);

        IEnumerable<Configuration> turned =
            from knob in Enumerable.Range(0, workflow.Problem.Space.Knobs.Length)
            from value in workflow.Problem.Space.Knobs[knob].Choices
            select workflow.OptimalConfiguration.With(knob, value);

        Assert.All(turned, configuration => Assert.True(
            workflow.Truth(configuration) is var truth && (!truth.Feasible || truth.Cost >= workflow.Optimum - 1e-6), configuration.ToString()));
    }

    [Fact]
    public void Find_TwoChoicesEach_IsTheCheapestMixThatKeepsTheBound()
    {
        RecordedPlan plan = Plan(
            Series(Call(0), Call(1)), Stage("a", 0, Takes(1, 500), Takes(10, 100)), Stage("b", 1, Takes(1, 400), Takes(4, 100)));

        RecordedOptimum? best = OptimumSearch.Find(plan, new LatencyGrid(1, 601), 0.95);

        Assert.Equal(new Configuration([1, 2]), best!.Configuration);
        Assert.Equal(5, best.Cost, 12);
    }

    [Fact]
    public void Find_BoundThatNothingKeeps_IsNone() =>
        Assert.Null(OptimumSearch.Find(Plan(Call(0), Stage("a", 0, Takes(1, 500), Takes(2, 400))), new LatencyGrid(1, 301), 0.95));

    [Fact]
    public void Find_KnobOfTwoStages_HasOneValueForBoth()
    {
        // Alone, the first stage would take the first value and the second the other: 1 + 1, against 1 + 9 and 5 + 1.
        Knob knob = Memory("a", 2);
        RecordedStage a = Stage("a", 0, Takes(1, 100), Takes(5, 100));
        RecordedStage b = Stage("b", 0, Takes(9, 100), Takes(1, 100));
        var plan = new RecordedPlan("shared", [knob], [a, b], Parallel(Call(0), Call(1)));

        RecordedOptimum? best = OptimumSearch.Find(plan, new LatencyGrid(1, 301), 0.95);

        Assert.Equal(new Configuration([2]), best!.Configuration);
        Assert.Equal(6, best.Cost, 12);
    }
}
