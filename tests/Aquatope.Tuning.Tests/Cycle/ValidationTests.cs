using System.Collections.Immutable;
using System.Globalization;

namespace Aquatope.Tuning.Tests;

public sealed class ValidationTests
{
    private static readonly ResourceConfiguration Large = new(2, 1024, 1);
    private static readonly ResourceConfiguration Small = new(0.5, 128, 1);
    private static readonly WorkflowProblem Workflow = new(
        "Thumbnails",
        ImmutableSortedDictionary<string, StageKnobs>.Empty.Add("Resize", new StageKnobs([0.5, 2], [128, 1024], [1])),
        new LatencyObjective(TimeSpan.FromMilliseconds(100), 90),
        new PriceList(),
        Of(Large));

    private static readonly TuningProblem Problem = Workflow.ToTuningProblem();

    [Fact]
    public void Judge_MeetsTheObjectiveAndCostsLess_Passes() =>
        Assert.True(Judge(Trial(Small, 10, latencyMs: 90, cost: 1), [Trial(Large, 10, 50, cost: 2)]).Passed);

    [Fact]
    public void Judge_OneViolationInTen_IsWhatThePercentileAllows()
    {
        Trial validation = Trial(Small, 9, latencyMs: 90, cost: 1);
        validation = validation with { Executions = validation.Executions.Add(new TrialExecution(150, 1, Failed: false, [])) };

        Assert.True(Judge(validation, [Trial(Large, 10, 50, cost: 2)]).Passed);
    }

    [Fact]
    public void Judge_TwoViolationsInTen_Fails()
    {
        Trial validation = Trial(Small, 8, latencyMs: 90, cost: 1);
        var late = new TrialExecution(150, 1, Failed: false, []);
        validation = validation with { Executions = validation.Executions.AddRange(late, late) };

        Assert.False(Judge(validation, [Trial(Large, 10, 50, cost: 2)]).Passed);
    }

    [Fact]
    public void Judge_CostsMoreThanABaselineThatMeetsTheObjective_Fails() =>
        Assert.False(Judge(Trial(Small, 10, 90, cost: 3), [Trial(Large, 10, 50, cost: 2)]).Passed);

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(1.5, true)]
    public void Judge_IdleWorkersCostLess_MayCostThatMuchMore(double idleSaving, bool passed)
    {
        ValidationVerdict verdict = Validation.Judge(
            Workflow.Objective, Trial(Small, 10, 90, cost: 3).Executions, Trial(Large, 10, 50, cost: 2).Executions, idleSaving);
        Assert.Equal(passed, verdict.Passed);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"and its idle workers {idleSaving} less for each execution"), verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_CostsMoreThanABaselineThatMissesTheObjective_Passes() =>
        Assert.True(Judge(Trial(Small, 10, 90, cost: 3), [Trial(Large, 10, 150, cost: 2)]).Passed);

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void IsComplete_OfTwentyAtThe90thPercentile_TwoMayMiss(int late, bool complete) =>
        Assert.Equal(complete, Validation.IsComplete(Problem.Objective, Trial(Small, late, latencyMs: 101, cost: 1).Executions, sufficient: 20));

    [Fact]
    public void IsComplete_SomeWereDisturbed_GoesOnUntilEnoughWereNot()
    {
        ImmutableArray<TrialExecution> undisturbed = Trial(Small, 20, latencyMs: 90, cost: 1).Executions;
        ImmutableArray<TrialExecution> disturbed = Disturbed(5, latencyMs: 500);

        Assert.False(Validation.IsComplete(Problem.Objective, [.. undisturbed[..19], .. disturbed], sufficient: 20));
        Assert.True(Validation.IsComplete(Problem.Objective, [.. undisturbed, .. disturbed], sufficient: 20));
    }

    [Fact]
    public void Judge_OnlyDisturbedExecutionsWereLate_Passes() => Assert.True(Judge(
        Trial(Small, [.. Trial(Small, 20, latencyMs: 90, cost: 1).Executions, .. Disturbed(5, latencyMs: 500)]), [Trial(Large, 10, 50, cost: 2)]).Passed);

    [Fact]
    public void Judge_MostExecutionsWereDisturbed_AllCount() => Assert.False(Judge(
        Trial(Small, [.. Trial(Small, 5, latencyMs: 90, cost: 1).Executions, .. Disturbed(20, latencyMs: 500)]), [Trial(Large, 10, 50, cost: 2)]).Passed);

    [Fact]
    public void OutOfReach_LargestConfigurationFarTooSlow_SaysHowFastItWas() =>
        Assert.Contains("200 ms", Reachability.OutOfReach(Problem, [Trial(Large, 5, latencyMs: 200, cost: 1)], []), StringComparison.Ordinal);

    [Fact]
    public void OutOfReach_LargestConfigurationNotTried_KeepsHoping() =>
        Assert.Null(Reachability.OutOfReach(Problem, [Trial(Small, 5, latencyMs: 1000, cost: 1)], []));

    [Fact]
    public void OutOfReach_NoNumberOfProcessorsWouldDo_SaysSoAtOnce() =>
        Assert.NotNull(Reachability.OutOfReach(Problem, [Trial(Small, 5, latencyMs: 1300, cost: 1)], []));

    [Fact]
    public void OutOfReach_ProductionIsFastEnough_KeepsHoping() =>
        Assert.Null(Reachability.OutOfReach(Problem, [Trial(Large, 5, latencyMs: 200, cost: 1)], [99]));

    [Fact]
    public void OutOfReach_OneSlowTrialExecutionAndSlowProduction_SaysSo() =>
        Assert.NotNull(Reachability.OutOfReach(Problem, [Trial(Large, 1, latencyMs: 2000, cost: 1)], [2100, 1900]));

    [Fact]
    public void OutOfReach_TwoSlowExecutions_KeepsHoping() =>
        Assert.Null(Reachability.OutOfReach(Problem, [Trial(Large, 2, latencyMs: 2000, cost: 1)], []));

    [Fact]
    public void OutOfReach_OneExecutionFastEnough_KeepsHoping() =>
        Assert.Null(Reachability.OutOfReach(Problem, [Trial(Large, 5, 200, 1), Trial(Small, 1, latencyMs: 99, cost: 1)], []));

    [Theory]
    [InlineData(0, 20, 1.0)]
    [InlineData(1, 1, 0.1)]
    [InlineData(2, 20, 0.6082531)]
    [InlineData(6, 20, 0.0112531)]
    public void ProbabilityOfAtLeast_BinomialTail_IsThatOfTheTables(int successes, int trials, double expected) =>
        Assert.Equal(expected, Validation.ProbabilityOfAtLeast(successes, trials, 0.1), precision: 6);

    [Fact]
    public void JudgeCanary_ViolationsAsTheObjectiveAllows_IsNotWorse() =>
        Assert.False(Validation.JudgeCanary(Problem.Objective, Reports(onTime: 18, late: 2)).Worse);

    [Fact]
    public void JudgeCanary_ViolationsFarBeyond_IsWorse() =>
        Assert.True(Validation.JudgeCanary(Problem.Objective, Reports(onTime: 13, late: 7)).Worse);

    [Theory]
    [InlineData(0, 2, false)]
    [InlineData(0, 3, true)]
    [InlineData(1, 3, false)]
    [InlineData(1, 4, true)]
    public void JudgeCanary_FewExecutions_IsWorseOnlyWhenNearlyAllAreLate(int onTime, int late, bool worse) =>
        Assert.Equal(worse, Validation.JudgeCanary(Problem.Objective, Reports(onTime, late)).Worse);

    [Fact]
    public void JudgeCanary_NoExecutions_IsNotWorse() =>
        Assert.False(Validation.JudgeCanary(Problem.Objective, []).Worse);

    private static WorkflowConfiguration Of(ResourceConfiguration configuration) =>
        WorkflowConfiguration.Of([KeyValuePair.Create("Resize", configuration)]);

    private static ValidationVerdict Judge(Trial validation, Trial[] trials) => Validation.Judge(
        Problem.Objective, validation.Executions, [.. trials.Where(trial => trial.Configuration.Equals(Problem.Baseline)).SelectMany(trial => trial.Executions)]);

    private static Trial Trial(ResourceConfiguration configuration, ImmutableArray<TrialExecution> executions) => new(Workflow.Encode(Of(configuration)), executions);

    private static Trial Trial(ResourceConfiguration configuration, int executions, double latencyMs, double cost) =>
        Trial(configuration, [.. Enumerable.Repeat(new TrialExecution(latencyMs, cost, Failed: false, []), executions)]);

    private static ImmutableArray<TrialExecution> Disturbed(int executions, double latencyMs) =>
        [.. Enumerable.Repeat(
            new TrialExecution(latencyMs, 1, Failed: false, [new TrialStage("Resize", 0, latencyMs, latencyMs, 1, StageOutcome.Completed, Contended: true)]),
            executions)];

    private static List<WorkflowReport> Reports(int onTime, int late) =>
        [.. Enumerable.Range(0, onTime + late).Select(n => new WorkflowReport
        {
            Lane = "production",
            Workflow = "Thumbnails",
            InstanceId = $"{n}",
            StartedAt = DateTimeOffset.UnixEpoch,
            Latency = TimeSpan.FromMilliseconds(n < onTime ? 90 : 150),
            Failed = false,
        })];
}
