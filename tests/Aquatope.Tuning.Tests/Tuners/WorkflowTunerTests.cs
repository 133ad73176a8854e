using Aquatope.Benchmarks;
using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class WorkflowTunerTests
{
    [Fact]
    public void Propose_NoTrials_BeginsWithTheBaselineAndTheMostGenerousConfiguration()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Fan5();
        IReadOnlyList<WorkflowConfiguration> proposals = new WorkflowTuner().Propose(workflow.Problem, [], 4, 1);
        Assert.Equal(workflow.Problem.Baseline, proposals[0]);
        Assert.All(proposals[1].Stages, stage => Assert.Equal(new ResourceConfiguration(4, 4096, 1), stage.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Recommend_TwentyNoisyTrialsOfEightStages_IsNearTheOptimum(ulong seed)
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Dag8();
        List<Trial> trials = Tune(workflow, 20, seed);

        Recommendation best = new WorkflowTuner().Recommend(workflow.Problem, trials, 1, seed)[0];

        (double cost, double seconds) = workflow.True(best.Configuration);
        Assert.InRange(cost, workflow.GridOptimum * 0.97, workflow.GridOptimum * 1.10);
        Assert.InRange(seconds, 0, workflow.BoundSeconds * 1.03);
    }

    [Fact]
    public void Recommend_StageRunsOutOfMemory_StaysAboveTheCliff()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Chain3();
        var random = new SeededRandom(8);
        var trials = new List<Trial>();
        for (int round = 0; round < 5; round++)
        {
            foreach (WorkflowConfiguration proposal in new WorkflowTuner().Propose(workflow.Problem, trials, 4, (ulong)round))
            {
                trials.Add(Starve(workflow.Run(proposal, 2, random), "stage1", 1000));
            }
        }

        Recommendation best = new WorkflowTuner().Recommend(workflow.Problem, trials, 1, 1)[0];

        Assert.True(best.Configuration.Stages["stage1"].MemoryMiB >= 1000, best.ToString());
        Assert.True(best.FeasibleProbability >= 0.95);
    }

    private static List<Trial> Tune(SimulatedWorkflow workflow, int budget, ulong seed)
    {
        var random = new SeededRandom(seed);
        var trials = new List<Trial>();
        while (trials.Count < budget)
        {
            IReadOnlyList<WorkflowConfiguration> proposals =
                new WorkflowTuner().Propose(workflow.Problem, trials, Math.Min(4, budget - trials.Count), seed + (ulong)trials.Count);
            if (proposals.Count == 0)
            {
                break;
            }

            trials.AddRange(proposals.Select(proposal => workflow.Run(proposal, 1, random)));
        }

        return trials;
    }

    private static Trial Starve(Trial trial, string stage, int needMiB) =>
        trial.Configuration.Stages[stage].MemoryMiB >= needMiB
            ? trial
            : trial with
            {
                Executions = [.. trial.Executions.Select(execution => execution with
                {
                    Failed = true,
                    Stages = [.. execution.Stages.Where(call => string.CompareOrdinal(call.Stage, stage) <= 0)
                        .Select(call => call.Stage == stage ? call with { Outcome = StageOutcome.OutOfMemory } : call)],
                })],
            };
}
