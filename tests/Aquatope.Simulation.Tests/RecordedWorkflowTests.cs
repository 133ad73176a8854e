using Aquatope.Inference;
using Aquatope.Tuning;
using static Aquatope.Simulation.Tests.TestPlans;
using static Aquatope.Simulation.WorkflowShape;

namespace Aquatope.Simulation.Tests;

public sealed class RecordedWorkflowTests
{
    public static TheoryData<string> Names => [.. RecordedWorkflows.Names];

    [Fact]
    public void Truth_ChainOfTwo_IsThatComputedByHand()
    {
        // 100 or 300, then 100 or 200: 200, 300, 400, 500, equally likely.
        var workflow = new RecordedWorkflow(
            Plan(Series(Call(0), Call(1)), Stage("a", 0, Takes(5, 100, 300)), Stage("b", 1, Takes(7, 100, 200))), percentile: 75);

        WorkflowTruth truth = workflow.Truth(new Configuration([1, 1]));

        Assert.Equal(12, truth.Cost, 12);
        Assert.Equal(400, truth.LatencyMs, 0.5);
        Assert.Equal(500, workflow.Problem.Objective.Bound.TotalMilliseconds);
        Assert.True(truth.Feasible);
        Assert.Equal(1, workflow.MetProbability(new Configuration([1, 1])), 12);
    }

    [Fact]
    public void Truth_BranchesSideBySide_IsThatComputedByHand()
    {
        // The later of 100 or 300 and of 200 or 400: 200, 400, 300, 400.
        var workflow = new RecordedWorkflow(
            Plan(Parallel(Call(0), Call(1)), Stage("a", 0, Takes(5, 100, 300)), Stage("b", 1, Takes(7, 200, 400))) with { Slack = 1 }, percentile: 50);

        Assert.Equal(300, workflow.Truth(new Configuration([1, 1])).LatencyMs, 0.5);
        Assert.Equal(300, workflow.Problem.Objective.Bound.TotalMilliseconds, 10.0);
        Assert.Equal(0.5, workflow.MetProbability(new Configuration([1, 1])), 12);
    }

    [Fact]
    public void Run_StageThatFails_EndsTheExecutionWithTheStageAndItsCause()
    {
        StageBehaviour fails = Takes(3, 40) with { Outcome = StageOutcome.OutOfMemory };
        var workflow = new RecordedWorkflow(
            Plan(
                Series(Call(0), Parallel(Call(1), Call(2)), Call(3)),
                Stage("a", 0, Takes(1, 10)),
                Stage("b", 1, fails, Takes(2, 30)),
                Stage("c", 2, Takes(1, 100)),
                Stage("d", 3, Takes(1, 10))),
            percentile: 95);
        var configuration = new Configuration([1, 1, 1, 1]);

        TrialExecution execution = workflow.Run(configuration, 1, new SeededRandom(1)).Executions[0];

        Assert.True(execution.Failed);
        Assert.Equal(["a", "b", "c"], execution.Stages.Select(call => call.Stage));
        Assert.Equal(StageOutcome.OutOfMemory, execution.Stages[1].Outcome);
        Assert.Equal(110, execution.LatencyMs, 12);
        Assert.Equal(5, execution.Cost, 12);
        Assert.Equal(new WorkflowTruth(6, double.PositiveInfinity, false), workflow.Truth(configuration));
        Assert.Equal(0, workflow.MetProbability(configuration));
    }

    [Fact]
    public void Run_CombinationThatWasNotMeasured_IsRefusedAtOnceWithoutCost()
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create("jolteon-ml");
        int memory = IndexOf(workflow, "stage1.memoryMiB");
        int functions = IndexOf(workflow, "stage1.functions");
        Configuration configuration = workflow.Problem.Baseline!.With(memory, 1024).With(functions, 4);

        TrialExecution execution = workflow.Run(configuration, 1, new SeededRandom(1)).Executions[0];

        Assert.True(execution.Failed);
        TrialStage refused = execution.Stages[^1];
        Assert.Equal(("stage1", StageOutcome.Failed, 0.0, 0.0), (refused.Stage, refused.Outcome, refused.LatencyMs, refused.Cost));
        Assert.False(workflow.Truth(configuration).Feasible);
        Assert.True(double.IsFinite(workflow.Truth(configuration.With(functions, 8)).LatencyMs));
    }

    [Fact]
    public void Truth_StageOfOneFunction_DependsOnTheFunctionsBeforeIt()
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create("jolteon-ml");
        Configuration many = workflow.Problem.Baseline!;
        Configuration few = many.With(IndexOf(workflow, "stage2.functions"), 8);

        double ReadingMs(Configuration configuration) =>
            workflow.Run(configuration, 200, new SeededRandom(3)).Executions.Average(execution => execution.Stages[^1].ExecutionMs);

        Assert.Equal(
            ["stage0.memoryMiB", "stage1.memoryMiB", "stage1.functions", "stage2.memoryMiB", "stage2.functions", "stage3.memoryMiB"],
            workflow.Problem.Space.Knobs.Select(knob => knob.Name));
        Assert.True(ReadingMs(many) > 1.5 * ReadingMs(few));
    }

    [Fact]
    public void Truth_SmallestMemoryOfTheThirdStage_TakesTheNearestNumberMeasured()
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create("jolteon-ml");
        Configuration small = workflow.Problem.Baseline!.With(IndexOf(workflow, "stage3.memoryMiB"), 1024);
        int functions = IndexOf(workflow, "stage2.functions");

        double Reading(double count) => workflow.Run(small.With(functions, count), 1, new SeededRandom(4)).Executions[0].Stages[^1].ExecutionMs;

        Assert.Equal(Reading(8), Reading(4));
        Assert.NotEqual(Reading(8), Reading(16));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_SameSeed_GivesTheSameExecutions(string name)
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create(name);

        Trial Draw(ulong seed) => workflow.Run(workflow.Problem.Baseline!, 3, new SeededRandom(seed));

        Assert.Equal(Draw(5).Executions.SelectMany(execution => execution.Stages), Draw(5).Executions.SelectMany(execution => execution.Stages));
        Assert.NotEqual(Draw(5).Executions.Select(execution => execution.LatencyMs), Draw(6).Executions.Select(execution => execution.LatencyMs));
    }

    /// <summary>Four thousand executions: a share differs from its probability by four standard errors once in 16,000 times.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Run_ManyExecutionsOfTheOptimum_AgreeWithTheTruth(string name)
    {
        const int Count = 4000;
        RecordedWorkflow workflow = RecordedWorkflows.Create(name);
        Configuration optimum = workflow.OptimalConfiguration;

        TrialExecution[] executions = [.. workflow.Run(optimum, Count, new SeededRandom(7)).Executions];

        double met = workflow.MetProbability(optimum);
        double boundMs = workflow.Problem.Objective.Bound.TotalMilliseconds;
        double share = executions.Count(execution => !execution.Failed && execution.LatencyMs <= boundMs) / (double)Count;
        double allowed = (4 * Math.Sqrt(met * (1 - met) / Count)) + 0.002;
        Assert.InRange(share, met - allowed, met + allowed);
        double mean = executions.Average(execution => execution.Cost);
        double error = Math.Sqrt(executions.Average(execution => Math.Pow(execution.Cost - mean, 2)) / Count);
        Assert.InRange(workflow.Truth(optimum).Cost, mean - (4 * error) - 1e-6, mean + (4 * error) + 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Optimum_OfEachWorkflow_IsNeitherTheSmallestNorTheLargestSize(string name)
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create(name);
        var smallest = new Configuration([.. workflow.Problem.Space.Knobs.Select(knob => knob.Least)]);

        Assert.False(workflow.Truth(smallest).Feasible);
        Assert.True(workflow.Truth(workflow.Problem.Baseline!).Feasible);
        Assert.True(workflow.Optimum < 0.8 * workflow.Truth(workflow.Problem.Baseline!).Cost);
        Assert.True(workflow.Truth(workflow.OptimalConfiguration).Feasible);
        Assert.Equal(workflow.Optimum, workflow.Truth(workflow.OptimalConfiguration).Cost, 6);
    }

    [Fact]
    public void Truth_ConfigurationOfAnotherProblem_Throws()
    {
        RecordedWorkflow workflow = RecordedWorkflows.Create("chunkfunc-log");

        Assert.Throws<ArgumentException>("configuration", () => workflow.Truth(new Configuration([100, 128, 128, 128])));
        Assert.Throws<ArgumentException>("configuration", () => workflow.Run(new Configuration([128]), 1, new SeededRandom(1)));
        Assert.Throws<ArgumentOutOfRangeException>("executions", () => workflow.Run(workflow.Problem.Baseline!, 0, new SeededRandom(1)));
    }

    [Fact]
    public void Create_NameOrPercentileThatIsNone_Throws()
    {
        Assert.Throws<ArgumentException>("name", () => RecordedWorkflows.Create("none"));
        Assert.Throws<ArgumentOutOfRangeException>("percentile", () => RecordedWorkflows.Create("chunkfunc-log", double.NaN));
    }

    private static int IndexOf(RecordedWorkflow workflow, string knob) =>
        workflow.Problem.Space.Knobs.Select((found, k) => (found.Name, k)).Single(pair => pair.Name == knob).k;
}
