using Aquatope.Inference;
using Aquatope.Simulation;

namespace Aquatope.Tuning.Tests.Baselines;

public sealed class CriticalPathTunerTests
{
    [Fact]
    public void StagesOf_ParallelBranches_NamesTheSlowerOnly()
    {
        Trial parallel = new TwoStages(Parallel: true).Run(new Configuration([1, 1]));
        Trial row = new TwoStages(Parallel: false).Run(new Configuration([1, 1]));
        Assert.Equal(["slow"], CriticalPath.StagesOf(parallel.Executions));
        Assert.Equal(["quick", "slow"], CriticalPath.StagesOf(row.Executions).Order());
    }

    [Fact]
    public void Propose_FirstCalls_LowersTheCriticalStageAndGoesBackByHalves()
    {
        var workflow = new TwoStages(Parallel: true);
        Configuration[] tried = [.. workflow.Tune(new CriticalPathTuner(), 5).Select(trial => trial.Configuration)];

        // From 4 by half the range to 1, which keeps the bound; 0.25 misses it, half of that step (0.5) does too, 0.71 keeps it.
        Assert.Equal([4, 1, 0.25, 0.5, 0.707], tried.Select(configuration => Math.Round(configuration[1], 3)));
        Assert.All(tried, configuration => Assert.Equal(4, configuration[0]));
    }

    [Fact]
    public void Propose_UntilItEnds_EndsWithNeitherStageToLowerAndThenProposesNothing()
    {
        var workflow = new TwoStages(Parallel: true);
        List<Trial> trials = workflow.Tune(new CriticalPathTuner(), 100);

        Assert.InRange(trials.Count, 5, 40);
        Configuration best = new CriticalPathTuner().Recommend(workflow.Problem, trials, 1, 1)[0].Configuration;
        Assert.Equal(0.25, best[0]);
        Assert.InRange(best[1], 0.64, 0.75);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Recommend_NoisyTrials_NeverNamesOneThatMissedTheBound(ulong seed)
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Fan5();
        var random = new SeededRandom(seed);
        var trials = new List<Trial>();
        while (trials.Count < 40 && new CriticalPathTuner().Propose(workflow.Problem, trials, 1, 1) is [var proposal])
        {
            trials.Add(workflow.Run(proposal, 1, random));
        }

        Configuration best = new CriticalPathTuner().Recommend(workflow.Problem, trials, 1, 1)[0].Configuration;
        Assert.Contains(trials, trial => trial.Executions[0].LatencyMs > 4500);
        Assert.True(trials.Single(trial => trial.Configuration.Equals(best)).Executions[0].LatencyMs <= 4500);
    }
}
