using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

/// <summary>Which of several attempts at the same time has which span of a worker's own.</summary>
public sealed class SpanMatchingTests : IAsyncDisposable
{
    private static readonly ReportQuery Production = new() { Lane = "production", Workflow = "Thumbnails" };
    private readonly LogAnalyticsServer _server = new();
    private readonly HastyClock _clock = new();

    /// <summary>How a worker's own span tells to which attempt it belongs.</summary>
    public enum Relation
    {
        /// <summary>It names the host's span of the attempt.</summary>
        NamesTheHostsSpan,

        /// <summary>It names another span of the host, directly within that of the attempt.</summary>
        NamesASpanWithinTheHosts,

        /// <summary>It lies directly within the worker's span of the attempt: there is no other host.</summary>
        LiesWithin,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SpanStore Spans => _server.Spans;

    private DateTimeOffset Begin => _clock.GetUtcNow().AddMinutes(-10);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task ReadStages_CallsOfOneStageAtTheSameTime_EachHasWhatItsOwnWorkerWrote()
    {
        Spans.Add(Resize("a") with { CpuTime = TimeSpan.FromMilliseconds(1) });
        Spans.Add(Resize("a") with { CpuTime = TimeSpan.FromMilliseconds(2), ScheduledAt = Begin.AddMilliseconds(100) });
        Spans.Add(Resize("a") with { CpuTime = TimeSpan.FromMilliseconds(3), ScheduledAt = Begin.AddMilliseconds(200) });

        Assert.Equal([1, 2, 3], await ReadCpuTimesAsync());
    }

    [Theory]
    [InlineData(Relation.NamesTheHostsSpan)]
    [InlineData(Relation.NamesASpanWithinTheHosts)]
    [InlineData(Relation.LiesWithin)]
    public async Task ReadStages_CallsAtTheSameTimeWhoseOrderMisleads_EachHasWhatItsOwnWorkerWrote(Relation relation)
    {
        AddCrossedCalls((worked, execution) => worked with
        {
            ParentId = relation == Relation.LiesWithin ? execution.Id : worked.ParentId,
            Properties = new Dictionary<string, string>(worked.Properties)
            {
                [StageSpans.RemoteParentId] = relation switch
                {
                    Relation.NamesTheHostsSpan => execution.Id,
                    Relation.NamesASpanWithinTheHosts => Spans.AddWithin(execution).Id,
                    _ => execution.ParentId,
                },
            },
        });

        Assert.Equal([1, 2], await ReadCpuTimesAsync());
    }

    [Fact]
    public async Task ReadStages_OneOfTwoAtTheSameTimeSaysWhoseItIs_TheOtherHasTheRest()
    {
        AddCrossedCalls((worked, execution) => worked[StageSpans.CpuTimeMs] == "2" ? worked with { ParentId = execution.Id } : worked);

        Assert.Equal([1, 2], await ReadCpuTimesAsync());
    }

    [Fact]
    public async Task ReadStages_NoneOfTwoAtTheSameTimeSaysWhoseItIs_TheNearestInTimeIsTaken()
    {
        AddCrossedCalls((worked, _) => worked);

        Assert.Equal([2, 2], await ReadCpuTimesAsync());
    }

    // Of two calls at the same time the worker begins with the second: its span is the nearest to both.
    private void AddCrossedCalls(Func<Span, Span, Span> relate)
    {
        foreach ((int cpuMs, double late) in ((int, double)[])[(1, 90), (2, 0)])
        {
            (_, Span execution, Span worked) = Spans.Add(
                Resize("a") with { CpuTime = TimeSpan.FromMilliseconds(cpuMs), ScheduledAt = Begin.AddMilliseconds(40 * (cpuMs - 1)) });
            Spans.Dependencies.Remove(worked);
            Spans.Dependencies.Add(relate(worked with { TimeGenerated = worked.TimeGenerated.AddMilliseconds(late) }, execution));
        }
    }

    private async Task<List<double>> ReadCpuTimesAsync()
    {
        var source = new LogAnalyticsReportSource(
            new LogAnalyticsOptions { WorkspaceId = LogAnalyticsServer.Workspace },
            _server.Credential,
            new AllocatedTimeBilling(new PriceList()),
            _clock,
            _server.Reach(new LoopbackOptions()));
        return await source.ReadStagesAsync(Production, Cancellation).Select(report => report.CpuTime!.Value.TotalMilliseconds).ToListAsync(Cancellation);
    }

    private StageReport Resize(string instanceId) => new()
    {
        Lane = "production",
        Workflow = "Thumbnails",
        InstanceId = instanceId,
        Stage = "Resize",
        ScheduledAt = Begin,
        QueueWait = TimeSpan.FromMilliseconds(400),
        Execution = TimeSpan.FromMilliseconds(600),
        Configuration = new ResourceConfiguration(1, 2048, 2),
        Outcome = StageOutcome.Completed,
        Cost = 0,
    };
}
