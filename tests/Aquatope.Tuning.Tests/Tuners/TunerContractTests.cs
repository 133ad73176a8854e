using Aquatope.Benchmarks;
using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

/// <summary>What every tuner must do.</summary>
public abstract class TunerContractTests
{
    private static readonly SimulatedWorkflow Workflow = SimulatedWorkflows.Chain3();

    [Fact]
    public void Propose_NoTrials_ReturnsDistinctMembersOfTheSpace()
    {
        IReadOnlyList<Configuration> proposals = Create().Propose(Workflow.Problem, [], 4, 1);
        Assert.Equal(4, proposals.Distinct().Count());
        Assert.All(proposals, proposal => Assert.True(Workflow.Problem.Space.Contains(proposal)));
    }

    [Fact]
    public void Propose_EqualArguments_GiveEqualProposals()
    {
        IReadOnlyList<Trial> trials = Trials(10);
        Assert.Equal(Create().Propose(Workflow.Problem, trials, 3, 5), Create().Propose(Workflow.Problem, trials, 3, 5));
    }

    [Fact]
    public void Propose_AfterTrials_ReturnsNewDistinctConfigurations()
    {
        IReadOnlyList<Trial> trials = Trials(10);
        IReadOnlyList<Configuration> proposals = Create().Propose(Workflow.Problem, trials, 4, 2);
        Assert.InRange(proposals.Count, 0, 4);
        Assert.Equal(proposals.Count, proposals.Distinct().Except(trials.Select(trial => trial.Configuration)).Count());
    }

    [Fact]
    public void Recommend_AfterTrials_IsOrderedByTrustThenCost()
    {
        IReadOnlyList<Recommendation> ranked = Create().Recommend(Workflow.Problem, Trials(12), 5, 3);
        Assert.InRange(ranked.Count, 1, 5);
        double[] trusted = [.. ranked.TakeWhile(item => item.FeasibleProbability >= 0.95).Select(item => item.Cost)];
        Assert.Equal(trusted.Order(), trusted);
        Assert.DoesNotContain(ranked.Skip(trusted.Length), item => item.FeasibleProbability >= 0.95);
        Assert.All(ranked, item => Assert.True(double.IsFinite(item.Cost) && double.IsFinite(item.LatencyMs)));
    }

    [Fact]
    public void Recommend_EveryExecutionFailed_StillReturnsSomethingUntrusted()
    {
        Trial[] trials = [.. Trials(6).Select(trial =>
            trial with { Executions = [.. trial.Executions.Select(execution => execution with { Failed = true, Stages = [] })] })];
        IReadOnlyList<Recommendation> ranked = Create().Recommend(Workflow.Problem, trials, 2, 3);
        Assert.NotEmpty(ranked);
        Assert.All(ranked, item => Assert.True(item.FeasibleProbability < 0.95));
        Assert.NotNull(Create().Propose(Workflow.Problem, trials, 2, 3));
    }

    [Fact]
    public void Propose_TrialOfAnotherWorkflow_ThrowsArgumentException()
    {
        var foreign = new Trial(new Configuration([1, 512]), []);
        Assert.Throws<ArgumentException>("trials", () => Create().Propose(Workflow.Problem, [foreign], 1, 1));
    }

    protected abstract ITuner Create();

    private static IReadOnlyList<Trial> Trials(int count)
    {
        var random = new SeededRandom(9);
        return [.. new RandomTuner().Propose(Workflow.Problem, [], count, 4).Select(configuration => Workflow.Run(configuration, 2, random))];
    }
}

public sealed class WorkflowTunerContractTests : TunerContractTests
{
    protected override ITuner Create() => new WorkflowTuner();
}

public sealed class BlackBoxTunerContractTests : TunerContractTests
{
    protected override ITuner Create() => new BlackBoxTuner();
}

public sealed class RandomTunerContractTests : TunerContractTests
{
    protected override ITuner Create() => new RandomTuner();
}
