using Aquatope.Simulation;

namespace Aquatope.Tuning.Tests.Baselines;

public sealed class ExhaustiveOracleTests
{
    [Fact]
    public void Find_Catalogue_FindsItsKnownOptimum()
    {
        SimulatedWorkflow workflow = SimulatedWorkflows.Chain3();
        TuningProblem problem = workflow.CreateProblem(continuous: false, percentile: 50);
        Recommendation? best = ExhaustiveOracle.Find(
            problem.Space,
            configuration => workflow.Truth(configuration) is var truth ? (truth.Cost, truth.LatencyMs) : default,
            problem.Objective.Bound);

        Assert.NotNull(best);
        // The catalogue's memory sizes are whole numbers, those of the reference are not.
        Assert.Equal(workflow.GridOptimum, best.Cost, 1e-3);
        Assert.InRange(best.LatencyMs, 0, 4000);
    }

    [Fact]
    public void Find_Range_TriesEvenlySpacedValuesWithBothEnds()
    {
        var tried = new List<double>();
        Recommendation? best = ExhaustiveOracle.Find(
            new SearchSpace([Knob.Range("x", null, 1, 16, logarithmic: true)]),
            configuration =>
            {
                tried.Add(Math.Round(configuration[0], 9));
                return (configuration[0], 100 / configuration[0]);
            },
            TimeSpan.FromMilliseconds(30),
            steps: 5);

        Assert.Equal([1, 2, 4, 8, 16], tried);
        Assert.Equal(4, best!.Cost, 9);
    }

    [Fact]
    public void Find_NothingKeepsTheBound_ReturnsNull() => Assert.Null(ExhaustiveOracle.Find(
        new SearchSpace([Knob.Of("x", null, [1, 2, 3], logarithmic: false)]), _ => (1, 2), TimeSpan.FromMilliseconds(1)));

    [Fact]
    public void Find_TooManyConfigurations_ThrowsBeforeTryingAny() => Assert.Throws<ArgumentException>("space", () => ExhaustiveOracle.Find(
        SimulatedWorkflows.Dag8().CreateProblem(continuous: false, percentile: 50).Space,
        _ => throw new InvalidOperationException("Nothing may be tried."),
        TimeSpan.FromSeconds(1)));
}
