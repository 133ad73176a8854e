using Aquatope.Inference;
using Aquatope.Simulation.Tests.Platform;
using Aquatope.Tuning;
using static Aquatope.Simulation.WorkflowShape;

namespace Aquatope.Simulation.Tests.Orchestration;

/// <summary>Stages take 1 s, their workers 0.5 s to start.</summary>
public sealed class CascadeTests
{
    private static readonly StageNeed Second = new("f1", 1, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(1.8), 1);

    [Fact]
    public void Needs_OfALaterStage_HaveItsWorkerThereJustInTime()
    {
        ServerlessPlatform platform = Run([Second], keepAliveSeconds: 0, Scenes.AtMs(0, 60_000));

        // The first stage is cold each time, the second never: its worker starts at 1.0, is ready at 1.5, and goes when its call has ended.
        FunctionResult[] results = [.. platform.Results()];
        Assert.Equal((2, 0), (results[0].ColdStarts, results[1].ColdStarts));
        Assert.Equal(2, results[1].WorkersStarted);
        Assert.Equal((1.0, 0.0, 2.0), Seconds(results[1]));
        Assert.Equal(2.5, platform.WorkflowResults()[0].Latency.Maximum.TotalSeconds);
    }

    [Fact]
    public void Needs_CallThatDoesNotCome_LetTheWorkerGoWithTheExecution()
    {
        ServerlessPlatform platform = Run([Second], keepAliveSeconds: 0, Scenes.AtMs(0), If(0, Call(1)));

        // The execution ends at 1.5, when the worker is ready: nothing is left to hold it for.
        Assert.Equal((0.5, 0.0, 0.0), Seconds(platform.Results()[1]));
    }

    [Fact]
    public void Needs_CallThatIsLate_HoldTheWorkerUntilItIsNotExpectedAnyMore()
    {
        // Called at 3.5; expected until half as long again as 1.8, which is 2.7, and looked at every half second: held until 3.0.
        ServerlessPlatform platform = Run([Second], keepAliveSeconds: 0, Scenes.AtMs(0), Series(Call(0), Call(0), Call(1)));

        Assert.Equal((2, 1), (platform.Results()[1].WorkersStarted, platform.Results()[1].ColdStarts));
        Assert.Equal((1.0, 1.5, 1.0), Seconds(platform.Results()[1]));
    }

    [Fact]
    public void Needs_WarmWorkerThere_StartNoOther()
    {
        ServerlessPlatform platform = Run([Second], keepAliveSeconds: 3, Scenes.AtMs(0, 4000));

        // The worker of the first execution is idle from 2.5 on and serves the second call at 5.0, earlier than it was expected.
        Assert.Equal((1, 0), (platform.Results()[1].WorkersStarted, platform.Results()[1].ColdStarts));
    }

    [Fact]
    public void Needs_ManyOverlappingExecutions_AreAllMetAndAllEnd()
    {
        RateProfile load = RateProfile.Empty.Then(TimeSpan.FromMinutes(10), 2);
        ServerlessPlatform cascading = Run([Second], keepAliveSeconds: 1, new PoissonArrivals(load, new SeededRandom(1)));
        ServerlessPlatform alone = Run([], keepAliveSeconds: 1, new PoissonArrivals(load, new SeededRandom(1)));

        Assert.True(cascading.Results()[1].ColdStarts * 10 < alone.Results()[1].ColdStarts);
        Assert.Equal((0, 0, 0), (cascading.StateOf(1).Idle, cascading.StateOf(1).Busy, cascading.StateOf(1).Starting));
    }

    [Fact]
    public void Plan_FromRecordedExecutions_KnowsWhenStagesAreNeeded()
    {
        var recorder = new ExecutionRecorder(["f0", "f1"], most: 20);
        Run([], keepAliveSeconds: 3600, Scenes.AtMs([.. Enumerable.Range(0, 40).Select(i => i * 10_000.0)]), Map(Call(1), 3), recorder);
        IReadOnlyList<StageNeed> plan = CascadePlanner.Plan(WorkflowGraph.Learn(recorder.Executions));

        Assert.Equal(20, recorder.Executions.Count);
        Assert.Equal(["f0", "f1"], plan.Select(need => need.Stage));
        Assert.Equal((1.0, 3), (plan[1].Typical.TotalSeconds, plan[1].Calls));
    }

    [Fact]
    public void Needs_DoubtfulAndColdStartsAreCheap_StartNoWorker()
    {
        FunctionOptions[] functions = [.. Enumerable.Range(0, 2).Select(i => Scenes.Function(arrivals: null, Scenes.KeepAlive(0)) with { Name = $"f{i}" })];
        var platform = new ServerlessPlatform(functions, seed: 1);
        platform.AddWorkflow(new WorkflowOptions
        {
            Name = "w",
            Shape = Series(Call(0), Call(1)),
            Functions = [0, 1],
            Arrivals = Scenes.AtMs(0),
            Needs = [Second with { Probability = 0.5 }],
            Cascades = new CascadeOptions { PolicyOf = _ => new PoolPolicy { PricePerColdStart = 1e-9 } },
        });
        platform.RunUntil(TimeSpan.FromMinutes(1));

        Assert.Equal(1, platform.Results()[1].ColdStarts);
    }

    [Fact]
    public void Needs_OfAnUnknownStage_AreRefused() =>
        Assert.Throws<ArgumentException>("stage", () => Run([Second with { Stage = "other" }], 1, Scenes.AtMs(0)));

    private static ServerlessPlatform Run(
        StageNeed[] needs, double keepAliveSeconds, IArrivals arrivals, WorkflowShape? second = null, ICallListener? listener = null)
    {
        FunctionOptions[] functions = [.. Enumerable.Range(0, 2).Select(i => Scenes.Function(arrivals: null, Scenes.KeepAlive(keepAliveSeconds)) with { Name = $"f{i}" })];
        var platform = new ServerlessPlatform(functions, seed: 1, listener);
        platform.AddWorkflow(new WorkflowOptions
        {
            Name = "w",
            Shape = Series(Call(0), second ?? Call(1)),
            Functions = [0, 1],
            Arrivals = arrivals,
            Needs = needs,
            Cascades = new CascadeOptions { Round = TimeSpan.FromSeconds(0.5), PolicyOf = _ => new PoolPolicy { PricePerColdStart = 1 } },
        });
        platform.RunUntil(TimeSpan.FromMinutes(12));
        return platform;
    }

    private static (double Starting, double Idle, double Busy) Seconds(FunctionResult result) =>
        (result.Provisioned[0].Starting.TotalSeconds, result.Provisioned[0].Idle.TotalSeconds, result.Provisioned[0].Busy.TotalSeconds);
}
