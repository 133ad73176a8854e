namespace Aquatope.Tuning.Tests;

public sealed class WorkflowGraphTests
{
    [Fact]
    public void Learn_Chain_FindsItsEdges()
    {
        WorkflowGraph graph = WorkflowGraph.Learn([Execution(("a", 0, 10), ("b", 11, 20), ("c", 32, 5))]);
        Assert.Equal(["a", "b", "c"], graph.Stages);
        Assert.Contains(new StageEdge("a", "b", PerItem: false, Observed: true), graph.Edges);
        Assert.Contains(new StageEdge("b", "c", PerItem: false, Observed: true), graph.Edges);
        Assert.DoesNotContain(graph.Edges, edge => edge.To == "a");
    }

    [Fact]
    public void Learn_JoinWhoseBranchesOvertakeEachOther_WaitsForBoth()
    {
        WorkflowGraph graph = WorkflowGraph.Learn(
        [
            Execution(("left", 0, 10), ("right", 0, 30), ("join", 31, 5)),
            Execution(("left", 0, 40), ("right", 0, 30), ("join", 41, 5)),
        ]);
        Assert.Contains(new StageEdge("left", "join", PerItem: false, Observed: true), graph.Edges);
        Assert.Contains(new StageEdge("right", "join", PerItem: false, Observed: true), graph.Edges);
        Assert.DoesNotContain(graph.Edges, edge => edge.From == "left" && edge.To == "right");
    }

    [Fact]
    public void Learn_BranchThatWasAlwaysQuicker_IsMarkedAsNotObserved()
    {
        // "quick" always ends long before "second" starts on "first": only a slow "quick" could tell whether it matters.
        WorkflowGraph graph = WorkflowGraph.Learn([Execution(("quick", 0, 5), ("first", 0, 30), ("second", 31, 9))]);
        Assert.Contains(new StageEdge("quick", "second", PerItem: false, Observed: false), graph.Edges);

        graph = WorkflowGraph.Learn(
        [
            Execution(("quick", 0, 5), ("first", 0, 30), ("second", 31, 9)),
            Execution(("quick", 0, 50), ("first", 0, 30), ("second", 31, 9)),
        ]);
        Assert.DoesNotContain(graph.Edges, edge => edge.From == "quick" && edge.To == "second");
    }

    [Fact]
    public void Learn_PipelinePerItem_LinksEachCallToTheOneThatTriggeredIt()
    {
        WorkflowGraph graph = WorkflowGraph.Learn(
            [Execution(("split", 0, 10), ("a", 11, 10), ("a", 11, 20), ("a", 11, 30), ("b", 22, 15), ("b", 32, 15), ("b", 42, 15), ("merge", 58, 2))]);
        Assert.Contains(new StageEdge("a", "b", PerItem: true, Observed: true), graph.Edges);
        Assert.Contains(new StageEdge("b", "merge", PerItem: false, Observed: true), graph.Edges);
        CallShape[] calls = graph.Shapes[0].Calls;
        Assert.Equal([0, 1], calls[4].Predecessors);
        Assert.Equal([0, 2], calls[5].Predecessors);
        Assert.Equal([0, 3], calls[6].Predecessors);
    }

    [Fact]
    public void Learn_SequentialRepeats_KeepTheirOrder()
    {
        WorkflowGraph graph = WorkflowGraph.Learn([Execution(("loop", 0, 10), ("loop", 11, 10), ("loop", 22, 10))]);
        Assert.Equal([0, 1], graph.Shapes[0].Calls[2].Predecessors);
    }

    [Fact]
    public void Learn_FailedExecutions_ArePassedOver()
    {
        TrialExecution failed = Execution(("a", 0, 10)) with { Failed = true };
        Assert.Empty(WorkflowGraph.Learn([failed]).Stages);
    }

    [Fact]
    public void Plan_FanOut_TellsWhenAndHowManyWorkers()
    {
        WorkflowGraph graph = WorkflowGraph.Learn(
            [Execution(("split", 0, 100), ("work", 105, 50), ("work", 105, 60), ("merge", 170, 10)), Execution(("split", 0, 100))]);

        IReadOnlyList<StageNeed> needs = CascadePlanner.Plan(graph);

        Assert.Equal(["split", "work", "merge"], needs.Select(need => need.Stage));
        Assert.Equal(new StageNeed("work", 0.5, TimeSpan.FromMilliseconds(105), TimeSpan.FromMilliseconds(105), TimeSpan.FromMilliseconds(105), 2), needs[1]);
        Assert.Equal(TimeSpan.FromMilliseconds(5), needs[1].WarmAt(TimeSpan.FromMilliseconds(100)));
        Assert.Equal(TimeSpan.Zero, needs[1].WarmAt(TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public void Plan_StageGetsFaster_MovesWhatFollows()
    {
        WorkflowGraph graph = WorkflowGraph.Learn([Execution(("a", 0, 100), ("b", 105, 50))]);
        StageNeed need = CascadePlanner.Plan(graph, new Dictionary<string, double> { ["a"] = 40 })[1];
        Assert.Equal(TimeSpan.FromMilliseconds(45), need.Typical);
    }

    [Fact]
    public void Plan_ExecutionsBeganCold_TellsWhenWarmOnesWillNeedTheStage()
    {
        // Of the 500 ms of the first call, 400 were a cold start.
        TrialExecution cold = Execution(("a", 0, 500), ("b", 505, 50));
        cold = cold with { Stages = [cold.Stages[0] with { ExecutionMs = 100 }, cold.Stages[1]] };

        Assert.Equal(TimeSpan.FromMilliseconds(105), CascadePlanner.Plan(WorkflowGraph.Learn([cold]))[1].Typical);
    }

    [Fact]
    public void ProbabilityWithin_EvenlySpreadCalls_IsTheShareOfTheirTime()
    {
        var need = new StageNeed("b", 0.8, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6), 1);

        Assert.Equal(0, need.ProbabilityWithin(TimeSpan.Zero, TimeSpan.FromSeconds(1.9)));
        Assert.Equal(0.8, need.ProbabilityWithin(TimeSpan.Zero, TimeSpan.FromSeconds(10)), 12);
        Assert.Equal(0.2, need.ProbabilityWithin(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)), 12);
        Assert.Equal(0.2, need.ProbabilityWithin(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(20)), 12);
        Assert.Equal(0, need.ProbabilityWithin(TimeSpan.FromSeconds(9.1), TimeSpan.FromSeconds(20)));
    }

    private static TrialExecution Execution(params (string Stage, double Start, double Latency)[] calls) => new(
        calls.Max(call => call.Start + call.Latency) + 1,
        0,
        Failed: false,
        [.. calls.Select(call => new TrialStage(call.Stage, call.Start, call.Latency, call.Latency, 0, StageOutcome.Completed, false))]);
}
