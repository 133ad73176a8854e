using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Makes the measurement of an execution from what was reported of it.</summary>
internal static class MeasuredExecution
{
    /// <summary>Returns the measurement.</summary>
    /// <param name="startedAt">When the client asked for the execution.</param>
    /// <param name="latency">Until the client knew the outcome.</param>
    /// <param name="failed">Whether the workflow failed.</param>
    /// <param name="reports">The reports of its stages.</param>
    public static TrialExecution Of(DateTimeOffset startedAt, TimeSpan latency, bool failed, IEnumerable<StageReport> reports)
    {
        ImmutableArray<TrialStage> stages =
        [
            .. reports.Select(report => new TrialStage(
                report.Stage,
                (report.ScheduledAt - startedAt).TotalMilliseconds,
                (report.QueueWait + report.Execution).TotalMilliseconds,
                report.Execution.TotalMilliseconds,
                report.Cost,
                report.Outcome,
                report.Contended)).OrderBy(stage => (stage.StartMs, stage.Stage)),
        ];
        return new TrialExecution(latency.TotalMilliseconds, stages.Sum(stage => stage.Cost), failed, stages);
    }
}
