using Aquatope.Tuning;

namespace Aquatope.Cli.Tests;

public sealed class PhaseMeasurementTests
{
    private static readonly LatencyObjective Objective = new(TimeSpan.FromMilliseconds(100), 95);

    [Fact]
    public void Of_NoExecutions_IsAllZero()
    {
        PhaseResult result = PhaseMeasurement.Of([], [], Objective);

        Assert.Equal(0, result.Executions);
        Assert.Equal(0, result.CostPer1000);
        Assert.Empty(result.Stages);
    }

    [Fact]
    public void Of_LateAndFailedExecutions_AreViolations()
    {
        PhaseResult result = PhaseMeasurement.Of(
            [Execution("a", 50), Execution("b", 101), Execution("c", 50) with { Failed = true }, Execution("d", 100)], [], Objective);

        Assert.Equal(0.5, result.ViolationShare);
    }

    [Fact]
    public void Of_OneColdStage_MakesItsExecutionCold()
    {
        PhaseResult result = PhaseMeasurement.Of(
            [Execution("a", 50), Execution("b", 50)],
            [Stage("a", "x", coldMs: 40), Stage("a", "y", coldMs: 0), Stage("b", "x", coldMs: 0), Stage("b", "y", coldMs: 0)],
            Objective);

        Assert.Equal(0.5, result.ColdStartShare);
        Assert.Equal(0.5, result.Stages["x"].ColdStartShare);
        Assert.Equal(40, result.Stages["x"].ColdStartMs);
        Assert.Equal(0, result.Stages["y"].ColdStartShare);
        Assert.Null(result.Stages["y"].ColdStartMs);
    }

    [Fact]
    public void Of_StageCalledTwice_CostsBothInEachExecution()
    {
        PhaseResult result = PhaseMeasurement.Of(
            [Execution("a", 50), Execution("b", 50)],
            [Stage("a", "x", 0), Stage("a", "x", 0), Stage("b", "x", 0)],
            Objective);

        Assert.Equal(1500, result.CostPer1000);
        Assert.Equal(1500, result.Stages["x"].CostPer1000);
    }

    private static WorkflowReport Execution(string id, double latencyMs) => new()
    {
        Lane = "production",
        Workflow = "w",
        InstanceId = id,
        StartedAt = DateTimeOffset.UnixEpoch,
        Latency = TimeSpan.FromMilliseconds(latencyMs),
        Failed = false,
    };

    private static StageReport Stage(string id, string stage, double coldMs) => new()
    {
        Lane = "production",
        Workflow = "w",
        InstanceId = id,
        Stage = stage,
        ScheduledAt = DateTimeOffset.UnixEpoch,
        QueueWait = TimeSpan.FromMilliseconds(coldMs),
        ColdStart = TimeSpan.FromMilliseconds(coldMs),
        Execution = TimeSpan.FromMilliseconds(10),
        CpuTime = null,
        PeakMemoryMiB = null,
        Configuration = new ResourceConfiguration(1, 512, 1),
        Outcome = StageOutcome.Completed,
        Cost = 1,
        Contended = false,
    };
}
