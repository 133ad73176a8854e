using Aquatope.Inference;

namespace Aquatope.Tuning.Tests.Baselines;

public sealed class PenaltyTunerTests
{
    [Fact]
    public void Values_OnlyTheBoundMissed_AddsThriceTheLogarithmOfTheExcess()
    {
        var observations = new Observations(new Matrix(3, 1), [1, 1, 2], [[-0.5, Math.Log(1.1), 0]], [1, 1, 1]);
        Assert.Equal([1, 1 + (3 * Math.Log(1.1)), 2], PenaltyTuner.Values(observations));
    }

    [Fact]
    public void Propose_TwentyTrialsWithoutNoise_ComesNearTheOptimum()
    {
        var workflow = new TwoStages(Parallel: true);
        List<Trial> trials = workflow.Tune(new PenaltyTuner(), 20);

        // The optimum: either stage as slow as the bound allows, the quick one at its least processor share.
        double optimum = (100 * Math.Sqrt(0.25)) + (400 * 0.8);
        double best = trials.Where(trial => workflow.True(trial.Configuration).LatencyMs <= workflow.BoundMs).Min(trial => workflow.True(trial.Configuration).Cost);
        Assert.InRange(best, optimum - 1e-9, optimum * 1.03);
    }
}
