using Aquatope.Inference;
using Aquatope.Simulation.Tests.Platform;
using Aquatope.Tuning;
using static Aquatope.Simulation.WorkflowShape;

namespace Aquatope.Simulation.Tests.Orchestration;

/// <summary>Stages 0 to 4 take 1, 2, 4, 8 and 16 s; workers are there at once.</summary>
public sealed class WorkflowRunTests
{
    public static TheoryData<string, WorkflowShape, double, int> Shapes => new()
    {
        { "call", Call(1), 2, 1 },
        { "series", Series(Call(0), Call(1), Call(2)), 7, 3 },
        { "parallel", Parallel(Call(0), Series(Call(1), Call(2)), Call(2)), 6, 4 },
        { "map", Map(Series(Call(0), Call(1)), 50), 3, 100 },
        { "repeat", Series(Repeat(Series(Call(0), Call(1)), 4), Call(2)), 16, 9 },
        { "taken", If(1, Call(3), Call(0)), 8, 1 },
        { "not taken", Series(If(0, Call(3), Call(0)), Call(1)), 3, 2 },
        { "nothing to do", Series(If(0, Call(3)), Call(1), If(0, Call(3))), 2, 1 },
        { "parallel of nothing", Series(Parallel(If(0, Call(3)), If(0, Call(3))), Call(0)), 1, 1 },

        // 0 → 1 → 3 and 0 → 2 → 3, and 4 alone: the longest of 1 + 4 + 8 and 16.
        { "graph", Graph([Call(0), Call(1), Call(2), Call(3), Call(4)], [[], [0], [0], [1, 2], []]), 16, 5 },
        { "graph in order backwards", Graph([Call(0), Call(2), Call(3)], [[1], [2], []]), 13, 3 },
        { "graph of nothing", Series(Graph([If(0, Call(3)), If(0, Call(3)), Call(0)], [[], [0], [1]]), Call(1)), 3, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_OneExecution_TakesWhatItsShapeSays(string name, WorkflowShape shape, double seconds, int calls)
    {
        ServerlessPlatform platform = Platform(5);
        platform.AddWorkflow(Workflow(shape, 5) with { Arrivals = Scenes.AtMs(1000) });
        platform.RunUntil(TimeSpan.FromSeconds(100));

        WorkflowResult result = Assert.Single(platform.WorkflowResults());
        Assert.Equal((1, 1), (result.Started, result.Completed));
        Assert.True(TimeSpan.FromSeconds(seconds) == result.Latency.Maximum, $"{name}: {result.Latency.Maximum}");
        Assert.Equal(calls, platform.Results().Sum(function => function.Executions));
    }

    [Fact]
    public void Run_BoundAndColdStarts_AreCounted()
    {
        FunctionOptions function = Scenes.Function(arrivals: null, Scenes.KeepAlive(10));
        var platform = new ServerlessPlatform([function], seed: 1);
        platform.AddWorkflow(Workflow(Series(Call(0), Call(0)), 1) with
        {
            Arrivals = Scenes.AtMs(0, 5000, 30_000),
            Objective = new LatencyObjective(TimeSpan.FromSeconds(2.2), 50),
        });
        platform.RunUntil(TimeSpan.FromSeconds(60));

        WorkflowResult result = platform.WorkflowResults()[0];
        Assert.Equal((3, 2, 2, false), (result.Completed, result.Late, result.Cold, result.MeetsObjective));
        Assert.Equal((2.0, 2.5), (result.Latency.Minimum.TotalSeconds, result.Latency.Maximum.TotalSeconds));
    }

    [Fact]
    public void Run_Condition_HoldsWithItsProbability()
    {
        const int Executions = 10_000;
        ServerlessPlatform platform = Platform(2);
        platform.AddWorkflow(Workflow(If(0.3, Call(0), Call(1)), 2) with { Arrivals = Scenes.AtMs([.. Enumerable.Range(0, Executions).Select(i => (double)i)]) });
        platform.RunUntil(TimeSpan.FromSeconds(100));

        // Five standard deviations: chance passes them with a probability below 10⁻⁶.
        Assert.Equal(0.3 * Executions, platform.Results()[0].Executions, 5 * Math.Sqrt(Executions * 0.3 * 0.7));
    }

    [Theory]
    [InlineData("slapp-graph")]
    [InlineData("jolteon-video")]
    public void Run_RecordedWorkflowOnWarmWorkers_MeetsTheBoundAsOftenAsItsTruthSays(string name)
    {
        const int Executions = 20_000;
        RecordedPlan plan = RecordedWorkflows.Plan(name);
        plan = plan with { Stages = [.. plan.Stages.Select(WithoutWaits)] };
        var workflow = new RecordedWorkflow(plan, 90);
        Configuration configuration = workflow.OptimalConfiguration;
        var platform = new ServerlessPlatform(workflow.Stages.Select((stage, i) => Warm(stage, workflow.ExecutionAt(i, configuration))), seed: 5);
        platform.AddWorkflow(Workflow(workflow.Shape, workflow.Stages.Count) with
        {
            Arrivals = Scenes.AtMs([.. Enumerable.Range(0, Executions).Select(i => 100.0 * i)]),
            Objective = workflow.Problem.Objective,
        });
        platform.RunUntil(TimeSpan.FromHours(2));

        double truth = workflow.MetProbability(configuration);
        Assert.Equal(1 - truth, platform.WorkflowResults()[0].LateShare, (5 * Math.Sqrt(truth * (1 - truth) / Executions)) + 0.002);

        static RecordedStage WithoutWaits(RecordedStage stage) => stage with
        {
            Behaviours = stage.Behaviours.ToDictionary(behaviour => behaviour.Key, behaviour => behaviour.Value with { WaitsMs = [0] }),
        };
    }

    [Fact]
    public void Run_AnalyticWorkflowWithoutNoise_TakesItsTruth()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Dag8();
        Configuration configuration = workflow.Problem.Space.MostGenerous;
        var resources = new ResourceConfiguration(configuration[0], (int)configuration[1], 1);
        var platform = new ServerlessPlatform(
            workflow.Stages.Select((stage, i) => Warm($"stage{i}", new ModelledTime(stage)) with { Configuration = resources }), seed: 1);
        IReadOnlyList<int>[] predecessors = [.. Enumerable.Range(0, 8).Select(
            stage => (IReadOnlyList<int>)[.. workflow.Paths.SelectMany(path => path.Skip(1).Zip(path)).Where(edge => edge.First == stage).Select(edge => edge.Second).Distinct()])];
        platform.AddWorkflow(Workflow(Graph([.. Enumerable.Range(0, 8).Select(WorkflowShape.Call)], predecessors), 8) with { Arrivals = Scenes.AtMs(0) });
        platform.RunUntil(TimeSpan.FromMinutes(1));

        Assert.Equal(workflow.Truth(configuration).LatencyMs, platform.WorkflowResults()[0].Latency.Maximum.TotalMilliseconds, 0.01);
    }

    [Fact]
    public void Run_ColdOrWarmWorkers_ExecutionsMeetTheSameChance()
    {
        double[] Executed(int warm)
        {
            FunctionOptions[] functions = [.. Enumerable.Range(0, 2).Select(i => Scenes.Function(arrivals: null, Scenes.KeepAlive(5, warm)) with
            {
                Name = $"f{i}",
                Execution = TimeDistribution.LogNormal(1000, 0.8),
                StartUp = TimeDistribution.Exponential(3000),
            })];
            var log = new Log();
            var platform = new ServerlessPlatform(functions, seed: 9, log);
            RateProfile load = RateProfile.Empty.Then(TimeSpan.FromMinutes(5), 1);
            platform.AddWorkflow(Workflow(Series(Call(0), Parallel(Call(1), Call(1))), 2) with { Arrivals = new PoissonArrivals(load, new SeededRandom(1)) });
            platform.RunUntil(TimeSpan.FromMinutes(20));
            return [.. log.Milliseconds.Order()];
        }

        Assert.Equal(Executed(0), Executed(20));
    }

    [Fact]
    public void Shape_ThatMakesNoSense_IsRefused()
    {
        Assert.Throws<ArgumentException>("predecessors", () => Graph([Call(0), Call(1), Call(2)], [[2], [], [0]]));
        Assert.Throws<ArgumentException>("predecessors", () => Graph([Call(0)], [[1]]));
        Assert.Throws<ArgumentException>(() => Series());
        Assert.Throws<ArgumentOutOfRangeException>(() => Map(Call(0), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => If(1.5, Call(0)));
        Assert.Throws<ArgumentException>(() => Platform(1).AddWorkflow(Workflow(Call(1), 1)));
        Assert.Throws<ArgumentException>(() => Platform(1).AddWorkflow(Workflow(Call(0), 2)));
    }

    private static WorkflowOptions Workflow(WorkflowShape shape, int functions) => new()
    {
        Name = "w",
        Shape = shape,
        Functions = [.. Enumerable.Range(0, functions)],
    };

    private static ServerlessPlatform Platform(int functions) =>
        new(Enumerable.Range(0, functions).Select(i => Warm($"f{i}", TimeDistribution.Constant(1000 * Math.Pow(2, i)))), seed: 1);

    private static FunctionOptions Warm(string name, IExecutionTime execution) => Scenes.Function(arrivals: null, Scenes.KeepAlive(60)) with
    {
        Name = name,
        Execution = execution,
        StartUp = TimeDistribution.Constant(0),
    };

    private sealed class Log : ICallListener
    {
        public List<double> Milliseconds { get; } = [];

        public void Completed(in CompletedCall completed) =>
            Milliseconds.Add(TimeSpan.FromTicks(completed.EndedTicks - completed.BegunTicks).TotalMilliseconds);
    }
}
