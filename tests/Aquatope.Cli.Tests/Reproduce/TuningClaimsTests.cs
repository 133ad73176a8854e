using System.Collections.Immutable;
using Aquatope.Simulation;

namespace Aquatope.Cli.Tests.Reproduce;

public sealed class TuningClaimsTests
{
    private const double Never = double.PositiveInfinity;

    [Fact]
    public void OfConvergence_SomeProblemsTooLate_SaysWhichAndByHowMuch()
    {
        ImmutableArray<string> claims = TuningClaims.OfConvergence(
            [
                Convergence("one", "workflow", until: 10, feasible: 0.95), Convergence("one", "black-box", until: 20, feasible: 0.5),
                Convergence("two", "workflow", until: 30, feasible: 1), Convergence("two", "black-box", until: Never, feasible: 1),
                Convergence("wf_dag8", "workflow", until: 32, feasible: 0.9), Convergence("wf_dag8", "black-box", until: Never, feasible: 1),
            ],
            budget: 60);

        Assert.Equal(
            [
                "Within 5 % of the optimum after at most half the executions that black-box needs, in the median: does not hold; on 2 of 3; one 10 and 20, two 30 and more than 60, wf_dag8 32 and more than 60.",
                "Within 5 % of the optimum after at most 20 executions on wf_dag8, in the median: does not hold; 32.",
                "What is recommended truly meets the objective for at least 95 % of the seeds: holds; 95.0 % over all, below that on wf_dag8 90 %.",
            ],
            claims);
    }

    [Fact]
    public void OfConvergence_OtherStrategies_ClaimsNothing() =>
        Assert.Empty(TuningClaims.OfConvergence([Convergence("one", "random", until: 20, feasible: 1)], budget: 60));

    [Theory]
    [InlineData(4.1, "holds; one 2.1 %.")]
    [InlineData(12, "does not hold; one 9.8 %.")]
    [InlineData(Never, "does not hold; one misses the objective.")]
    public void OfOutliers_MoreOrFewer_TellsByHowMuchCostsRise(double percent, string found)
    {
        string claim = Assert.Single(TuningClaims.OfOutliers(
            [End("workflow", 0, 2), End("workflow", 0.2, percent), End("black-box", 0, 0), End("black-box", 0.2, 50)]));

        Assert.Equal("With up to 20 % of outliers what is recommended costs less than 5 % more than with 0 %, in the median: " + found, claim);
    }

    [Fact]
    public void OfOutliers_ObjectiveMissedWithoutAny_DoesNotHold() =>
        Assert.EndsWith(": does not hold; one misses the objective.", Assert.Single(TuningClaims.OfOutliers([End("workflow", 0, Never), End("workflow", 0.2, 2)])), StringComparison.Ordinal);

    [Fact]
    public void OfRetraining_OneChangeTakesLonger_DoesNotHold()
    {
        var quick = new Retraining("slower", new Quartiles(1, 1, 1), new Quartiles(6, 6, 6), 1, 6);
        var slow = new Retraining("doubled", new Quartiles(4, 4, 4), new Quartiles(6, 6, 6), 4, 6);

        Assert.Equal(
            "With trials of 5 executions at most a third of those of a restart after every change, in the mean: does not hold; one slower 0.17, one doubled 0.67.",
            TuningClaims.OfRetraining(5, [("one", "slower", quick), ("one", "doubled", slow)]));
    }

    private static (string Problem, string Strategy, ExecutionNoise Noise, ConvergencePoint End) End(string strategy, double outliers, double percent) =>
        ("one", strategy, new ExecutionNoise(0.1, outliers), Point(percent, 1));

    private static Convergence Convergence(string workflow, string strategy, double until, double feasible) =>
        new(workflow, strategy, [Point(0, feasible)], new Quartiles(until, until, until), 60);

    private static ConvergencePoint Point(double percent, double feasible) => new(60, new Quartiles(percent, percent, percent), feasible);
}
