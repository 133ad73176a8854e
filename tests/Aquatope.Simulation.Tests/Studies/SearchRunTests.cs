using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests;

public sealed class SearchRunTests
{
    private static readonly SimulatedWorkflow Workflow = SimulatedWorkflows.Chain3();

    [Fact]
    public void Of_TrackedSearch_HasAPointAfterEachBatchAndOneAtItsEnd()
    {
        SearchRun run = Run(new SearchSettings { Budget = 10, Batch = 4, Track = true }, seed: 3);
        Assert.Equal(10, run.Trials.Sum(trial => trial.Executions.Length));
        Assert.Equal(run.Points[^2], run.Points[^1]);
        Assert.Equal(10, run.Final.Executions);
        Assert.Equal(run.Points.Select(point => point.Executions).Order(), run.Points.Select(point => point.Executions));
        Assert.Contains("budget", run.Stopped, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_EqualSeeds_AreEqual() =>
        Assert.Equal(Run(new SearchSettings { Budget = 8 }, seed: 5).Points, Run(new SearchSettings { Budget = 8 }, seed: 5).Points);

    [Fact]
    public void PointOf_Configuration_IsItsTruth()
    {
        SearchPoint point = SearchRun.PointOf(Workflow, Workflow.Problem.Space.MostGenerous, 3);
        WorkflowTruth truth = Workflow.Truth(Workflow.Problem.Space.MostGenerous);
        Assert.Equal(truth.Cost, Workflow.Optimum * (1 + (point.RegretPercent / 100)), 6);
        Assert.Equal(truth.LatencyMs, 4000 * point.LatencyOverBound, 6);
        Assert.True(point.Feasible);
    }

    [Fact]
    public void ExecutionsUntilWithin_PointsOfASearch_IsTheFirstFeasibleOneNearTheOptimum()
    {
        SearchRun run = Run(new SearchSettings { Budget = 4 }, seed: 1) with
        {
            Points = [new SearchPoint(4, 2, 1.1, Feasible: false), new SearchPoint(8, 30, 0.5, Feasible: true), new SearchPoint(12, 4, 0.9, Feasible: true)],
        };
        Assert.Equal(12, run.ExecutionsUntilWithin(5));
        Assert.Equal(8, run.ExecutionsUntilWithin(40));
        Assert.Null(run.ExecutionsUntilWithin(1));
        Assert.Equal(30, run.After(11).RegretPercent);
        Assert.Equal(4, run.After(100).RegretPercent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ForEachSeed_AnyThreads_IsInOrderOfTheSeeds(int threads) =>
        Assert.Equal([5UL, 6UL, 7UL], new StudyOptions { Seeds = 3, Seed = 5, Threads = threads }.ForEachSeed(seed => seed));

    [Fact]
    public void ForEachSeed_OneFails_ThrowsWhatItThrew() => Assert.Throws<NotSupportedException>(() =>
        new StudyOptions { Seeds = 3 }.ForEachSeed(seed => seed == 2 ? throw new NotSupportedException() : seed));

    private static SearchRun Run(SearchSettings settings, ulong seed) => SearchRun.Of(Workflow, Strategies.Create("random", seed), settings, seed);
}
