using Aquatope.Tuning;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Aquatope.Dashboard;

/// <summary>Makes the timeline of an execution out of its history and the reports of its stages. Pure.</summary>
internal sealed class Timeline
{
    private readonly List<TimelineSpan> _spans = [];

    // The places of the spans that have not ended, by the ID of the action that began them.
    private readonly Dictionary<int, int> _open = [];
    private bool _ended;

    private Timeline()
    {
    }

    /// <summary>Makes the timeline.</summary>
    /// <param name="history">The history, in its order.</param>
    /// <param name="reports">The reports of the stages that this execution, or those it called, have called.</param>
    /// <returns>The spans, in the order in which they began.</returns>
    public static IReadOnlyList<TimelineSpan> Of(IEnumerable<HistoryEvent> history, IEnumerable<StageReport> reports)
    {
        var timeline = new Timeline();
        foreach (HistoryEvent item in history)
        {
            timeline.Take(item);
        }

        return WithReports(timeline._ended ? timeline.WithoutOpen() : timeline._spans, reports);
    }

    private void Take(HistoryEvent item)
    {
        switch (item)
        {
            case TaskScheduledEvent task:
                Begin(item, new TimelineSpan { Kind = "activity", Name = task.Name ?? string.Empty, Status = "running", StartedAt = At(item), Input = InBrief(task.Input) });
                break;
            case SubOrchestrationInstanceCreatedEvent child:
                Begin(item, new TimelineSpan { Kind = "subOrchestration", Name = child.Name ?? string.Empty, Status = "running", StartedAt = At(item), ChildId = child.InstanceId, Input = InBrief(child.Input) });
                break;
            case TimerCreatedEvent timer:
                Begin(item, new TimelineSpan { Kind = "timer", Name = $"until {timer.FireAt:HH:mm:ss.fff} UTC", Status = "pending", StartedAt = At(item) });
                break;
            case EventRaisedEvent raised:
                _spans.Add(new TimelineSpan { Kind = "event", Name = raised.Name ?? string.Empty, Status = "raised", StartedAt = At(item), EndedAt = At(item), Input = InBrief(raised.Input) });
                break;
            case ExecutionCompletedEvent or ExecutionTerminatedEvent:
                _ended = true;
                break;
            case ExecutionStartedEvent or ExecutionRewoundEvent:
                _ended = false;
                break;
            default:
                TakeEnd(item);
                break;
        }
    }

    private void TakeEnd(HistoryEvent item)
    {
        switch (item)
        {
            case TaskCompletedEvent done:
                End(done.TaskScheduledId, span => span with { Status = "completed", EndedAt = At(item), Output = InBrief(done.Result) });
                break;
            case TaskFailedEvent failed:
                End(failed.TaskScheduledId, span => Failed(span, item, failed.FailureDetails));
                break;
            case SubOrchestrationInstanceCompletedEvent done:
                End(done.TaskScheduledId, span => span with { Status = "completed", EndedAt = At(item), Output = InBrief(done.Result) });
                break;
            case SubOrchestrationInstanceFailedEvent failed:
                End(failed.TaskScheduledId, span => Failed(span, item, failed.FailureDetails));
                break;
            case TimerFiredEvent fired:
                End(fired.TimerId, span => span with { Status = "fired", EndedAt = At(item) });
                break;
            default:
                break;
        }
    }

    private static TimelineSpan Failed(TimelineSpan span, HistoryEvent item, FailureDetails? failure) =>
        span with { Status = "failed", EndedAt = At(item), Failure = FailureView.Of(failure) };

    private void Begin(HistoryEvent item, TimelineSpan span)
    {
        _open[item.EventId] = _spans.Count;
        _spans.Add(span);
    }

    private void End(int id, Func<TimelineSpan, TimelineSpan> end)
    {
        if (_open.Remove(id, out int place))
        {
            _spans[place] = end(_spans[place]);
        }
    }

    // What the orchestrator did not wait for any more: a timer that lost a race, for example.
    private List<TimelineSpan> WithoutOpen()
    {
        foreach (int place in _open.Values)
        {
            _spans[place] = _spans[place] with { Status = "abandoned" };
        }

        return _spans;
    }

    /// <summary>Gives each activity the report of the same name that lies within it; reports left over are those of sub-orchestrations.</summary>
    private static List<TimelineSpan> WithReports(List<TimelineSpan> spans, IEnumerable<StageReport> reports)
    {
        var left = reports.OrderBy(report => report.ScheduledAt).ToList();
        for (int n = 0; n < spans.Count; n++)
        {
            TimelineSpan span = spans[n];
            int found = span.Kind == "activity" ? left.FindIndex(report => report.Stage == span.Name && LiesWithin(report, span)) : -1;
            if (found >= 0)
            {
                spans[n] = span with { Stage = StageSpan.Of(left[found]) };
                left.RemoveAt(found);
            }
        }

        return [.. spans.Concat(left.Select(OfReport)).OrderBy(span => span.StartedAt)];
    }

    // The hub and the pool read the clock at moments that differ by what it takes to hand work over.
    private static bool LiesWithin(StageReport report, TimelineSpan span)
    {
        TimeSpan tolerance = TimeSpan.FromMilliseconds(50);
        return report.ScheduledAt >= span.StartedAt - tolerance && (span.EndedAt is not { } end || EndOf(report) <= end + tolerance);
    }

    private static DateTimeOffset EndOf(StageReport report) => report.ScheduledAt + report.QueueWait + report.Execution;

    private static TimelineSpan OfReport(StageReport report) => new()
    {
        Kind = "activity",
        Name = report.Stage,
        Status = report.Outcome == StageOutcome.Completed ? "completed" : "failed",
        StartedAt = report.ScheduledAt,
        EndedAt = EndOf(report),
        Stage = StageSpan.Of(report),
    };

    private static DateTimeOffset At(HistoryEvent item) => new(DateTime.SpecifyKind(item.Timestamp, DateTimeKind.Utc));

    private static Payload? InBrief(string? text) => Payload.Of(text, 4 * Payload.InBrief);
}
