using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

/// <summary>What the query service adds to the contract: tokens, throttling, answers in part, late and sampled spans, lost attempts.</summary>
public sealed class LogAnalyticsReportSourceTests : IAsyncDisposable
{
    private static readonly ReportQuery Production = new() { Lane = "production", Workflow = "Thumbnails" };
    private readonly LogAnalyticsServer _server = new();
    private readonly HastyClock _clock = new();
    private readonly LogAnalyticsReportSource _source;

    public LogAnalyticsReportSourceTests() => _source = new LogAnalyticsReportSource(
        new LogAnalyticsOptions { WorkspaceId = LogAnalyticsServer.Workspace },
        _server.Credential,
        new AllocatedTimeBilling(new PriceList()),
        _clock,
        _server.Reach(new LoopbackOptions()));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _clock.GetUtcNow();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Read_Throttled_ComesAgainAfterTheTimeTheServiceNames()
    {
        _server.Spans.Add(Resize("a"));
        _server.Trouble(429, """{"error":{"code":"ThrottledError","message":"Rate limit is exceeded."}}""", ("retry-after-ms", "20"));

        Assert.Equal(["a"], await InstancesAsync(Production));
        Assert.Equal(2, _server.Requests.Count);
        Assert.All(_server.Credential.Scopes, scope => Assert.Equal("https://api.loganalytics.io/.default", scope));
    }

    [Fact]
    public async Task Read_ThrottledForGood_SaysSoAndMayBeTriedAgain()
    {
        for (int n = 0; n < 3; n++)
        {
            _server.Trouble(429, """{"error":{"code":"ThrottledError","message":"Rate limit is exceeded."}}""", ("retry-after-ms", "1"));
        }

        AzureServiceException refused = await Assert.ThrowsAsync<AzureServiceException>(() => InstancesAsync(Production));
        Assert.Equal((429, "ThrottledError", true), (refused.Status, refused.ErrorCode, refused.IsTransient));
    }

    [Fact]
    public async Task Read_RoleMissing_SaysSo()
    {
        _server.Trouble(403, """{"error":{"message":"The provided credentials have insufficient access.","code":"InsufficientAccessError","correlationId":"6b2a"}}""");

        AzureServiceException refused = await Assert.ThrowsAsync<AzureServiceException>(() => InstancesAsync(Production));
        Assert.Equal((403, "InsufficientAccessError", false), (refused.Status, refused.ErrorCode, refused.IsTransient));
    }

    [Fact]
    public async Task Read_GatewayAnswersInHtml_SaysItsStatus()
    {
        for (int n = 0; n < 3; n++)
        {
            _server.Trouble(502, "<html>Bad gateway</html>", ("retry-after-ms", "1"));
        }

        Assert.Equal(502, (await Assert.ThrowsAsync<AzureServiceException>(() => InstancesAsync(Production))).Status);
    }

    [Fact]
    public async Task Read_AnsweredInPart_IsAnErrorAndNoReport()
    {
        _server.Trouble(200, """
            {"tables":[{"name":"PrimaryResult","columns":[],"rows":[]}],
             "error":{"code":"PartialError","message":"There were some errors when processing your query.",
                      "details":[{"code":"EngineError","message":"Something went wrong processing your query on the server.",
                                  "innererror":{"code":"-2133196794","message":"Query execution has exceeded the allowed limits."}}]}}
            """);

        AzureServiceException partial = await Assert.ThrowsAsync<AzureServiceException>(() => InstancesAsync(Production));
        Assert.Equal(("PartialError", true), (partial.ErrorCode, partial.IsTransient));
        Assert.Contains("exceeded the allowed limits", partial.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TooManyRowsForOneAnswer_ReadsInSlicesWithoutLossOrRepetition()
    {
        _server.MostRows = 10;
        for (int n = 0; n < 64; n++)
        {
            _server.Spans.Add(Resize($"i{n:D2}", minutesAgo: 60 - (0.5 * n)));
        }

        Assert.Equal(Enumerable.Range(0, 64).Select(n => $"i{n:D2}"), await InstancesAsync(Production with { From = Now.AddHours(-2), To = Now }));
    }

    [Fact]
    public async Task Read_OneSecondIsTooMuch_SaysSo()
    {
        _server.MostRows = 1;
        _server.Spans.Add(Resize("a"));
        _server.Spans.Add(Resize("b"));

        await Assert.ThrowsAsync<LogResultTooLargeException>(() => InstancesAsync(Production));
    }

    [Fact]
    public async Task ReadStages_AttemptLostWithItsWorker_IsReportedOnceWithTheWaitForBoth()
    {
        StageReport report = Resize("a") with { QueueWait = TimeSpan.FromSeconds(40) };
        (Span call, _, _) = _server.Spans.Add(report);
        _server.Spans.Requests.Add(_server.Spans.ExecutionOf(call, report with { QueueWait = TimeSpan.FromSeconds(1) }) with { DurationMs = 30 });

        StageReport read = Assert.Single(await ReadAsync(Production));
        Assert.Equal((TimeSpan.FromSeconds(40), report.Execution), (read.QueueWait, read.Execution));
    }

    [Fact]
    public async Task ReadStages_WorkersSpanLongerThanItsCallers_HasNoNegativeWait()
    {
        (Span call, Span execution, _) = _server.Spans.Add(Resize("a") with { QueueWait = TimeSpan.Zero });
        _server.Spans.Requests.Remove(execution);
        _server.Spans.Requests.Add(execution with { DurationMs = call.DurationMs + 0.1 });

        Assert.Equal(TimeSpan.Zero, Assert.Single(await ReadAsync(Production)).QueueWait);
    }

    [Fact]
    public async Task ReadStages_StageOfASubOrchestration_BelongsToTheWorkflowThatUsersSee()
    {
        (Span call, Span execution, Span worked) = _server.Spans.Add(Resize("a"));
        call.Properties[StageSpans.InstanceId] = execution.Properties[StageSpans.InstanceId] = worked.Properties[StageSpans.InstanceId] = "a:child";

        Assert.Equal(["a"], await InstancesAsync(Production));
    }

    [Fact]
    public async Task ReadStages_WorkerWithoutConfiguration_SaysWhichAndWhatToDo()
    {
        (_, _, Span worked) = _server.Spans.Add(Resize("a"));
        worked.Properties.Remove(StageSpans.MemoryMiB);

        TelemetryException missing = await Assert.ThrowsAsync<TelemetryException>(() => ReadAsync(Production));
        Assert.False(missing.IsTransient);
    }

    [Fact]
    public async Task ReadStages_TwoAtOnceOnOneWorker_ShareItsTime()
    {
        _server.Spans.Add(Resize("a"));
        _server.Spans.Add(Resize("b"));
        var prices = new PriceList();
        double whole = prices.PerSecond(Resize("a").Configuration) * Resize("a").Execution.TotalSeconds;

        Assert.All(await ReadAsync(Production), report => Assert.Equal((whole / 2) + prices.PerExecution, report.Cost, 12));
    }

    [Fact]
    public async Task ReadStages_OneExecution_WaitsUntilItsSpansHaveArrived()
    {
        StageReport report = Resize("a");
        (Span call, Span execution, _) = _server.Spans.Add(report);
        _server.Spans.Requests.Remove(execution);
        _server.Before = query =>
        {
            // The end arrives with the third look, the worker's span with the fifth.
            if (query == 3)
            {
                _server.Spans.Add(new WorkflowReport
                {
                    Lane = "production",
                    Workflow = "Thumbnails",
                    InstanceId = "a",
                    StartedAt = call.TimeGenerated,
                    Latency = TimeSpan.FromSeconds(2),
                    Failed = false,
                });
            }
            else if (query == 5)
            {
                _server.Spans.Requests.Add(execution);
            }
        };

        Assert.Single(await ReadAsync(Production with { InstanceId = "a" }));
        Assert.Equal(7, _server.Queries.Count);
        Assert.Equal(5, _clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task ReadStages_SpansOfOneExecutionNeverArrive_SaysWhatIsMissing()
    {
        (_, Span execution, _) = _server.Spans.Add(Resize("a"));
        _server.Spans.Requests.Remove(execution);

        TelemetryException missing = await Assert.ThrowsAsync<TelemetryException>(() => ReadAsync(Production with { InstanceId = "a" }));
        Assert.True(missing.IsTransient);
        Assert.Contains("1 of 1 calls", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadStages_OneExecution_WaitsForWhatItsWorkersWrote()
    {
        _server.Spans.Add(new WorkflowReport
        {
            Lane = "production",
            Workflow = "Thumbnails",
            InstanceId = "a",
            StartedAt = Now.AddMinutes(-10),
            Latency = TimeSpan.FromSeconds(2),
            Failed = false,
        });
        _server.Spans.Add(Resize("a"));
        (_, _, Span late) = _server.Spans.Add(Resize("a") with { ScheduledAt = Now.AddMinutes(-10).AddSeconds(1) });
        _server.Spans.Dependencies.Remove(late);
        _server.Before = query =>
        {
            if (query == 4)
            {
                _server.Spans.Dependencies.Add(late);
            }
        };

        Assert.Equal(2, (await ReadAsync(Production with { InstanceId = "a" })).Count);
        Assert.Equal(6, _server.Queries.Count);
    }

    [Fact]
    public async Task ReadWorkflows_Failed_IsReportedAsFailedFromTheClientsRequest()
    {
        var report = new WorkflowReport
        {
            Lane = "production",
            Workflow = "Thumbnails",
            InstanceId = "a",
            StartedAt = Now.AddMinutes(-10),
            Latency = TimeSpan.FromSeconds(3),
            Failed = true,
        };
        _server.Spans.Add(report);

        Assert.Equal([report], await _source.ReadWorkflowsAsync(Production, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task CountCalls_SampledSpans_CountForWhatTheyStandFor()
    {
        DateTimeOffset start = Now.AddMinutes(-60);
        _server.Spans.Add(Resize("a", minutesAgo: 55));
        _server.Spans.Add(Resize("b", minutesAgo: 55) with { Weight = 4 });
        _server.Spans.Add(Resize("c", minutesAgo: 15) with { Workflow = "Videos" });
        _server.Spans.Add(Resize("d", minutesAgo: 15) with { Lane = "trial-1" });

        IReadOnlyDictionary<string, CountSeries> counts = await _source.CountCallsAsync("production", start, TimeSpan.FromMinutes(10), 6, Cancellation);
        Assert.Equal(["Resize"], counts.Keys);
        Assert.Equal([5, 0, 0, 0, 1, 0], counts["Resize"].Counts.ToArray());
        Assert.Equal(start, counts["Resize"].Start);
    }

    [Fact]
    public async Task ReadStages_Sampled_HasItsWeight()
    {
        _server.Spans.Add(Resize("a") with { Weight = 4 });

        Assert.Equal(4, Assert.Single(await ReadAsync(Production)).Weight);
    }

    private Task<List<StageReport>> ReadAsync(ReportQuery query) => _source.ReadStagesAsync(query, Cancellation).ToListAsync(Cancellation).AsTask();

    private async Task<IEnumerable<string>> InstancesAsync(ReportQuery query) => (await ReadAsync(query)).Select(report => report.InstanceId);

    private StageReport Resize(string instanceId, double minutesAgo = 10) => new()
    {
        Lane = "production",
        Workflow = "Thumbnails",
        InstanceId = instanceId,
        Stage = "Resize",
        ScheduledAt = Now.AddMinutes(-minutesAgo),
        QueueWait = TimeSpan.FromMilliseconds(400),
        Execution = TimeSpan.FromMilliseconds(600),
        Configuration = new ResourceConfiguration(1, 2048, 2),
        Outcome = StageOutcome.Completed,
        Cost = 0,
    };
}
