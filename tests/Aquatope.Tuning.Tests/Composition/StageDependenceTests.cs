using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class StageDependenceTests
{
    // The rank correlation of 50 pairs deviates by 0.14, the mean over three pairs of stages by less: the bounds are beyond four deviations.
    [Theory]
    [InlineData(0, 0, 0.4)]
    [InlineData(3, 0.6, 1)]
    public void Of_StagesWithACommonDisturbance_IsAsGreatAsThat(double common, double least, double greatest)
    {
        var random = new SeededRandom(5);
        ObservedExecution[] executions = [.. Enumerable.Range(0, 50).Select(_ =>
        {
            double shared = common * random.NextNormal();
            return Execute(shared + random.NextNormal(), shared + random.NextNormal(), shared + random.NextNormal());
        })];
        Assert.InRange(StageDependence.Of(executions), least, greatest);
    }

    [Fact]
    public void Of_OneOutlierInAllStages_IsSmall()
    {
        var random = new SeededRandom(6);
        List<ObservedExecution> executions = [.. Enumerable.Range(0, 50).Select(_ => Execute(random.NextNormal(), random.NextNormal(), random.NextNormal()))];
        executions.Add(Execute(1000, 1000, 1000));
        Assert.InRange(StageDependence.Of(executions), 0, 0.4);
    }

    [Fact]
    public void Of_TooFewExecutions_IsZero() => Assert.Equal(0, StageDependence.Of([Execute(1, 1, 1), Execute(2, 2, 2)]));

    private static ObservedExecution Execute(params double[] logFactors)
    {
        CallShape[] calls = [.. logFactors.Select((_, stage) => new CallShape(
            stage, 0, new TrialStage($"s{stage}", 0, 1, 1, 0, StageOutcome.Completed, Contended: false), [], []))];
        return new ObservedExecution(new ExecutionShape(calls, 0), 1, call => new ObservedCall([], 0, 1, logFactors[call.Stage]));
    }
}
