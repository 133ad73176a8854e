using Aquatope.Tuning;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Aquatope.Dashboard.Tests;

public sealed class TimelineTests
{
    private static readonly DateTime Begin = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_TwoCallsOfOneStage_GivesEachItsOwnReport()
    {
        HistoryEvent[] history =
        [
            new TaskScheduledEvent(0) { Name = "Resize", Timestamp = At(0) },
            new TaskScheduledEvent(1) { Name = "Resize", Timestamp = At(300) },
            new TaskCompletedEvent(-1, 0, "\"a\"") { Timestamp = At(250) },
            new TaskCompletedEvent(-1, 1, "\"b\"") { Timestamp = At(600) },
        ];

        IReadOnlyList<TimelineSpan> spans = Timeline.Of(history, [Report(300, 20, 280), Report(0, 200, 40)]);

        Assert.Equal([40, 280], spans.Select(span => span.Stage!.ExecutionMs));
        Assert.Equal(["\"a\"", "\"b\""], spans.Select(span => span.Output!.Text));
    }

    [Fact]
    public void Of_ReportOfASubOrchestrationsStage_AddsItAsASpan()
    {
        HistoryEvent[] history = [new SubOrchestrationInstanceCreatedEvent(0) { Name = "Part", InstanceId = "child", Timestamp = At(0) }];

        IReadOnlyList<TimelineSpan> spans = Timeline.Of(history, [Report(50, 0, 30)]);

        Assert.Equal(["subOrchestration", "activity"], spans.Select(span => span.Kind));
        Assert.Equal("running", spans[0].Status);
    }

    [Fact]
    public void Of_EndedWithATimerOpen_CallsItAbandoned()
    {
        HistoryEvent[] history =
        [
            new TimerCreatedEvent(0) { FireAt = At(9000), Timestamp = At(0) },
            new ExecutionCompletedEvent(1, "null", OrchestrationStatus.Completed) { Timestamp = At(10) },
        ];

        Assert.Equal("abandoned", Assert.Single(Timeline.Of(history, [])).Status);
    }

    private static DateTime At(double ms) => Begin.AddMilliseconds(ms);

    private static StageReport Report(double scheduledMs, double waitMs, double executionMs) => new()
    {
        Lane = "production",
        Workflow = "Thumbnails",
        InstanceId = "one",
        Stage = "Resize",
        ScheduledAt = At(scheduledMs),
        QueueWait = TimeSpan.FromMilliseconds(waitMs),
        Execution = TimeSpan.FromMilliseconds(executionMs),
        Configuration = new ResourceConfiguration(1, 512, 1),
        Outcome = StageOutcome.Completed,
        Cost = 0.001,
    };
}
