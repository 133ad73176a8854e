using Aquatope.Inference;
using Aquatope.Simulation;

namespace Aquatope.Tuning.Tests;

/// <summary>What every tuner must do.</summary>
public abstract class TunerContractTests
{
    private static readonly SimulatedWorkflow Workflow = SimulatedWorkflows.Chain3();

    [Fact]
    public void Propose_NoTrials_ReturnsDistinctMembersOfTheSpace()
    {
        IReadOnlyList<Configuration> proposals = Create().Propose(Workflow.Problem, [], 4, 1);
        Assert.Equal(FirstProposals, proposals.Count);
        Assert.Equal(FirstProposals, proposals.Distinct().Count());
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
    public virtual void Recommend_AfterTrials_IsOrderedByTrustThenCost()
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

    [Fact]
    public void Propose_SpaceOfOtherKnobsWithoutStages_ReturnsNewMembers()
    {
        var trials = new List<Trial>();
        for (int round = 0; round < 6; round++)
        {
            IReadOnlyList<Configuration> proposals = Create().Propose(Other, trials, 4, (ulong)round);
            Assert.InRange(proposals.Count, 0, 4);
            Assert.All(proposals, proposal => Assert.True(Other.Space.Contains(proposal)));
            Assert.Equal(proposals.Count, proposals.Distinct().Except(trials.Select(trial => trial.Configuration)).Count());
            trials.AddRange(proposals.Select(RunOther));
        }

        Assert.NotEmpty(trials);
        Assert.All(Create().Recommend(Other, trials, 3, 1), item => Assert.True(Other.Space.Contains(item.Configuration)));
    }

    [Fact]
    public void Propose_EverythingTried_ProposesNothing()
    {
        TuningProblem tiny = Other with { Space = new SearchSpace([Knob.Of("codec", null, [1, 2, 3], logarithmic: false)]) };
        Trial[] trials = [.. new[] { 1.0, 2, 3 }.Select(value => new Trial(new Configuration([value]), [new TrialExecution(200 / value, value, Failed: false, [])]))];
        Assert.Empty(Create().Propose(tiny, trials, 2, 1));
    }

    [Fact]
    public void Propose_TrialOfALaterEpoch_ThrowsArgumentException() => Assert.Throws<ArgumentException>(
        "trials", () => Create().Propose(Workflow.Problem, [Trials(1)[0] with { Epoch = 1 }], 1, 1));

    /// <summary>Gets how many of four configurations that are asked for are proposed before the first trial.</summary>
    protected virtual int FirstProposals => 4;

    protected abstract ITuner Create();

    protected static IReadOnlyList<Trial> SomeTrials() => Trials(12);

    protected static TuningProblem SomeProblem => Workflow.Problem;

    // Latency falls with the threads and has its least in the middle of the buffer sizes; cost grows with the threads.
    private static Trial RunOther(Configuration configuration)
    {
        double latency = (400 / configuration[0]) + (100 * Math.Pow(configuration[1] - 0.6, 2)) + (10 * configuration[2]);
        return new Trial(configuration, [new TrialExecution(latency, 1 + configuration[0], Failed: false, [])]);
    }

    private static readonly TuningProblem Other = new(
        "other",
        new SearchSpace(
        [
            Knob.Range("threads", null, 1, 16, logarithmic: true, integers: true),
            Knob.Range("buffer", null, 0, 1),
            Knob.Of("codec", null, [0, 1, 2, 5], logarithmic: false),
            Knob.Of("fixed", null, [7], logarithmic: false),
        ]),
        new LatencyObjective(TimeSpan.FromMilliseconds(150), 90));

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

public sealed class SobolTunerContractTests : TunerContractTests
{
    protected override ITuner Create() => new SobolTuner(1);
}

public sealed class PenaltyTunerContractTests : TunerContractTests
{
    protected override ITuner Create() => new PenaltyTuner();
}

public sealed class CliteTunerContractTests : TunerContractTests
{
    protected override ITuner Create() => new CliteTuner();
}

public sealed class CriticalPathTunerContractTests : TunerContractTests
{
    // The descent is sequential.
    protected override int FirstProposals => 1;

    protected override ITuner Create() => new CriticalPathTuner();
}

public sealed class OrionTunerContractTests : TunerContractTests
{
    protected override ITuner Create() => new OrionTuner();
}

public sealed class AsPublishedTunerContractTests : TunerContractTests
{
    // A cheap configuration that missed the bound may come before one that kept it: a defect that is to be kept.
    [Fact]
    public override void Recommend_AfterTrials_IsOrderedByTrustThenCost()
    {
        IReadOnlyList<Recommendation> ranked = Create().Recommend(SomeProblem, SomeTrials(), 5, 3);
        double[] values = [.. ranked.Select(item => item.Cost + (item.FeasibleProbability > 0.5 ? 0 : 100))];
        Assert.Equal(5, ranked.Count);
        Assert.Equal(values.Order(), values);
    }

    protected override ITuner Create() => new AsPublishedTuner();
}

public sealed class AsPublishedTunerWithoutFilterContractTests : TunerContractTests
{
    // As above.
    [Fact]
    public override void Recommend_AfterTrials_IsOrderedByTrustThenCost() =>
        Assert.Equal(new AsPublishedTuner().Recommend(SomeProblem, SomeTrials(), 5, 3), Create().Recommend(SomeProblem, SomeTrials(), 5, 3));

    protected override ITuner Create() => new AsPublishedTuner(new AsPublishedTunerOptions { FilterAnomalies = false });
}
