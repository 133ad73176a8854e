using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aquatope.Tuning;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>Watches the production executions of workflows for stages that do not take the time they used to take.</summary>
internal sealed partial class ChangeMonitor(IStageReportSource reports, IStateStore store, TimeProvider timeProvider, ILogger<ChangeMonitor> logger)
{
    // Reports reach the source a little after the end that they tell of.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);
    private readonly ChangeDetector _detector = new();

    /// <summary>Returns what is known of a workflow.</summary>
    public async Task<ChangeWatch> ReadAsync(string workflow, CancellationToken cancellationToken) => (await LoadAsync(workflow, cancellationToken)).Watch;

    /// <summary>Takes note of what was reported since the last call.</summary>
    /// <returns>What is known now: an epoch more where a stage has changed.</returns>
    public async Task<ChangeWatch> ObserveAsync(string workflow, CancellationToken cancellationToken)
    {
        (ChangeWatch watch, string? version) = await LoadAsync(workflow, cancellationToken);
        DateTimeOffset now = timeProvider.GetUtcNow();
        DateTimeOffset until = now - Settling - reports.IngestionDelay;
        DateTimeOffset from = watch.Through > now - Memory ? watch.Through : now - Memory;
        if (from >= until)
        {
            return watch;
        }

        int epoch = watch.Epoch;
        await foreach ((ChangeReport report, DateTimeOffset endedAt) in ReadAsync(workflow, from, until, cancellationToken))
        {
            (ChangeState state, ChangeAlarm? alarm) = _detector.Observe(watch.Detector, report);
            watch = watch with { Detector = state };
            watch = alarm is null ? watch : await TakeAsync(workflow, watch, (report, endedAt), alarm, cancellationToken);
        }

        watch = watch with { Through = until };
        try
        {
            await store.WriteAsync(Key(workflow), JsonSerializer.SerializeToUtf8Bytes(watch, TuningDocuments.Default.ChangeWatch), version, cancellationToken);
        }
        catch (StateConflictException)
        {
            // Another process has watched the same reports meanwhile.
            return await ReadAsync(workflow, cancellationToken);
        }

        if (watch.Epoch != epoch)
        {
            LogChanged(workflow, watch.Change!);
        }

        return watch;
    }

    private static string Key(string workflow) => $"workflows/{workflow}/changes";

    private static DateTimeOffset EndOf(StageReport report) => report.ScheduledAt + report.QueueWait + report.Execution;

    private async Task<(ChangeWatch Watch, string? Version)> LoadAsync(string workflow, CancellationToken cancellationToken) =>
        await store.ReadAsync(Key(workflow), cancellationToken) is { } document
            ? (JsonSerializer.Deserialize(document.Content.Span, TuningDocuments.Default.ChangeWatch)!, document.Version)
            : (new ChangeWatch(), null);

    // An alarm of a change that began before the last one was noticed tells of the same: every trial since has seen both.
    private async Task<ChangeWatch> TakeAsync(string workflow, ChangeWatch watch, (ChangeReport Report, DateTimeOffset EndedAt) last, ChangeAlarm alarm, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        List<DateTimeOffset> before = [last.EndedAt];
        await foreach ((ChangeReport report, DateTimeOffset endedAt) in ReadAsync(workflow, last.EndedAt - Memory, last.EndedAt, cancellationToken))
        {
            if (report.Stage == last.Report.Stage && report.Configuration == last.Report.Configuration && !report.Contended)
            {
                before.Add(endedAt);
            }
        }

        // The alarm counts executions, of which one may call the stage many times.
        before.Sort();
        DateTimeOffset since = before[Math.Max(0, before.Count - alarm.Reports)];
        return since <= watch.NoticedAt ? watch : watch with
        {
            Epoch = watch.Epoch + 1,
            Since = since,
            NoticedAt = now,
            Change = string.Create(CultureInfo.InvariantCulture, $"stage '{alarm.Stage}' takes {alarm.Factor:0.##} times as long as before"),
        };
    }

    // Where one execution calls a stage many times, their median is one report.
    private async IAsyncEnumerable<(ChangeReport Report, DateTimeOffset EndedAt)> ReadAsync(
        string workflow, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calls = new List<StageReport>();
        await foreach (StageReport report in SoundAsync(workflow, from, to, cancellationToken))
        {
            calls.Add(report);
        }

        foreach (var group in calls.GroupBy(call => (call.InstanceId, call.Stage, Configuration: call.Configuration.ToString())))
        {
            double median = Percentiles.Of(group.Select(call => call.Execution.TotalMilliseconds), 50);
            yield return (new ChangeReport(group.Key.Stage, group.Key.Configuration, median, group.Any(call => call.Contended)), EndOf(group.Last()));
        }
    }

    // A new worker runs its code for the first time: that is no change of the stage.
    private async IAsyncEnumerable<StageReport> SoundAsync(
        string workflow, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ReportQuery { Workflow = workflow, Lane = Lane.Production, From = from, To = to };
        await foreach (StageReport report in reports.ReadStagesAsync(query, cancellationToken))
        {
            if (report.Outcome == StageOutcome.Completed && report.ColdStart == TimeSpan.Zero && report.Execution > TimeSpan.Zero)
            {
                yield return report;
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Workflow '{Workflow}' has changed: {Change}. It will be tuned again.")]
    private partial void LogChanged(string workflow, string change);
}
