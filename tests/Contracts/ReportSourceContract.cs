using Aquatope.Tuning;

namespace Aquatope.Contracts;

/// <summary>What every <see cref="IStageReportSource"/> must do. A test class for each implementation inherits from it.</summary>
public abstract class ReportSourceContract
{
    private static readonly ReportQuery Production = new() { Lane = "production", Workflow = "Thumbnails" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes a source that has these reports, taken in in this order.</summary>
    protected abstract Task<IStageReportSource> CreateAsync(IReadOnlyList<StageReport> stages, IReadOnlyList<WorkflowReport> workflows);

    [Fact]
    public async Task Read_NothingReported_IsEmpty()
    {
        IStageReportSource source = await CreateAsync([], []);

        Assert.Empty(await source.ReadStagesAsync(Production, Cancellation).ToListAsync(Cancellation));
        Assert.Empty(await source.ReadWorkflowsAsync(Production, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task ReadStages_TakenInOutOfOrder_AreInOrderOfTheirEndAndWhole()
    {
        IStageReportSource source = await CreateAsync([Stage("b", endsAtSecond: 20), Stage("a", endsAtSecond: 10)], []);

        Assert.Equal([Stage("a", 10), Stage("b", 20)], await source.ReadStagesAsync(Production, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task ReadStages_OtherLaneOrWorkflow_AreLeftOut()
    {
        IStageReportSource source = await CreateAsync(
            [Stage("a", 10), Stage("b", 10) with { Lane = "trial-1" }, Stage("c", 10) with { Workflow = "Videos" }], []);

        Assert.Equal(["a"], await InstancesAsync(source, Production));
    }

    [Fact]
    public async Task ReadStages_Interval_BeginsInclusiveAndEndsExclusive()
    {
        IStageReportSource source = await CreateAsync([Stage("a", 10), Stage("b", 20), Stage("c", 30)], []);

        Assert.Equal(["a", "b"], await InstancesAsync(source, Production with { From = Second(10), To = Second(30) }));
    }

    [Fact]
    public async Task ReadStages_OneInstance_LeavesOutTheOthers()
    {
        IStageReportSource source = await CreateAsync([Stage("a", 10), Stage("b", 20)], []);

        Assert.Equal(["b"], await InstancesAsync(source, Production with { InstanceId = "b" }));
    }

    [Fact]
    public async Task ReadWorkflows_Interval_IsThatOfTheirEnds()
    {
        IStageReportSource source = await CreateAsync([], [Workflow("a", endsAtSecond: 10), Workflow("b", endsAtSecond: 20)]);

        Assert.Equal([Workflow("b", 20)], await source.ReadWorkflowsAsync(Production with { From = Second(11) }, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task ReadWorkflows_ReportedTwice_IsReadOnce()
    {
        IStageReportSource source = await CreateAsync([], [Workflow("a", 10), Workflow("a", 10)]);

        Assert.Single(await source.ReadWorkflowsAsync(Production, Cancellation).ToListAsync(Cancellation));
    }

    private static async Task<IEnumerable<string>> InstancesAsync(IStageReportSource source, ReportQuery query) =>
        (await source.ReadStagesAsync(query, Cancellation).ToListAsync(Cancellation)).Select(report => report.InstanceId);

    private static DateTimeOffset Second(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    private static WorkflowReport Workflow(string instanceId, int endsAtSecond) => new()
    {
        Lane = "production",
        Workflow = "Thumbnails",
        InstanceId = instanceId,
        StartedAt = Second(endsAtSecond - 2),
        Latency = TimeSpan.FromSeconds(2),
        Failed = false,
    };

    private static StageReport Stage(string instanceId, int endsAtSecond) => new()
    {
        Lane = "production",
        Workflow = "Thumbnails",
        InstanceId = instanceId,
        Stage = "Resize",
        ScheduledAt = Second(endsAtSecond - 1),
        QueueWait = TimeSpan.FromMilliseconds(400),
        ColdStart = TimeSpan.FromMilliseconds(400),
        Execution = TimeSpan.FromMilliseconds(600),
        CpuTime = TimeSpan.FromMilliseconds(500),
        PeakMemoryMiB = 42.5,
        Configuration = new ResourceConfiguration(0.5, 256, 2),
        Outcome = StageOutcome.Completed,
        Cost = 1.25e-6,
    };
}
