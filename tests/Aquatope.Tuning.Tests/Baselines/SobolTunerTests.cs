namespace Aquatope.Tuning.Tests.Baselines;

public sealed class SobolTunerTests
{
    private static readonly TwoStages Workflow = new(Parallel: true);

    [Fact]
    public void Propose_CallAfterCall_ContinuesOneSequence()
    {
        var tuner = new SobolTuner(3);
        IReadOnlyList<Configuration> first = tuner.Propose(Workflow.Problem, [], 4, seed: 10);
        IReadOnlyList<Configuration> second = tuner.Propose(Workflow.Problem, [.. first.Select(Workflow.Run)], 4, seed: 11);

        Assert.Equal(tuner.Propose(Workflow.Problem, [], 8, seed: 12), [.. first, .. second]);
        Assert.NotEqual(first, new SobolTuner(4).Propose(Workflow.Problem, [], 4, seed: 10));
    }

    [Fact]
    public void Propose_SixteenPoints_LieOneInEachSixteenthOfEveryKnob()
    {
        IReadOnlyList<Configuration> proposals = new SobolTuner(3).Propose(Workflow.Problem, [], 16, seed: 1);
        Assert.All([0, 1], knob => Assert.Equal(
            Enumerable.Range(0, 16), proposals.Select(proposal => (int)(16 * Workflow.Problem.Space.Encode(proposal)[knob])).Order()));
    }
}
