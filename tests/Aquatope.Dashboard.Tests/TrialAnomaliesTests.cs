using Aquatope.Tuning;

namespace Aquatope.Dashboard.Tests;

public sealed class TrialAnomaliesTests
{
    [Fact]
    public void Of_FailedAndContendedExecutions_NamesTheStage()
    {
        IReadOnlyList<string> reasons = TrialAnomalies.Of(
        [
            Execution(100, new TrialStage("Resize", 0, 100, 90, 1, StageOutcome.OutOfMemory, Contended: false), failed: true),
            Execution(100, new TrialStage("Decode", 0, 100, 90, 1, StageOutcome.Completed, Contended: true)),
            Execution(100, new TrialStage("Decode", 0, 100, 90, 1, StageOutcome.Completed, Contended: false)),
        ]);

        Assert.Equal(2, reasons.Count);
        Assert.Contains("OutOfMemory in stage Resize", reasons[0], StringComparison.Ordinal);
        Assert.Contains("Decode", reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Weights_TellsOfThoseThatCountLittle()
    {
        TrialExecution[] executions = [.. new[] { 100.0, 110, 900 }.Select(ms => Execution(ms, new TrialStage("Decode", 0, ms, ms, 1, StageOutcome.Completed, Contended: false)))];

        string reason = Assert.Single(TrialAnomalies.Of(executions, [1, 0.9, 0.04]));

        Assert.Contains("Execution 3 took 900 ms where 110 ms is usual", reason, StringComparison.Ordinal);
    }

    private static TrialExecution Execution(double latencyMs, TrialStage stage, bool failed = false) => new(latencyMs, 1, failed, [stage]);
}
