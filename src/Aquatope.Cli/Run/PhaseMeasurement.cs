using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Condenses the reports of a phase. Pure.</summary>
internal static class PhaseMeasurement
{
    /// <summary>Condenses reports.</summary>
    /// <param name="executions">The workflow reports of the phase.</param>
    /// <param name="stages">The stage reports of the same executions.</param>
    /// <param name="objective">The objective, against which violations are counted.</param>
    /// <returns>The phase's figures.</returns>
    public static PhaseResult Of(IReadOnlyList<WorkflowReport> executions, IReadOnlyList<StageReport> stages, LatencyObjective objective)
    {
        int count = executions.Count;
        var cold = stages.Where(stage => stage.ColdStart > TimeSpan.Zero).Select(stage => stage.InstanceId).ToHashSet(StringComparer.Ordinal);
        var byStage = new SortedDictionary<string, StageResult>(StringComparer.Ordinal);
        foreach (IGrouping<string, StageReport> stage in stages.GroupBy(stage => stage.Stage, StringComparer.Ordinal))
        {
            byStage[stage.Key] = OfStage([.. stage], count);
        }

        return new PhaseResult
        {
            Executions = count,
            LatencyMs = Latency(executions.Select(execution => execution.Latency)),
            ViolationShare = Share(executions.Count(execution => execution.Failed || execution.Latency > objective.Bound), count),
            ColdStartShare = Share(executions.Count(execution => cold.Contains(execution.InstanceId)), count),
            CostPer1000 = count == 0 ? 0 : stages.Sum(stage => stage.Cost) / count * 1000,
            Stages = byStage,
        };
    }

    private static StageResult OfStage(IReadOnlyList<StageReport> reports, int executions)
    {
        ResourceConfiguration last = reports[^1].Configuration;
        double[] coldStarts = [.. reports.Where(report => report.ColdStart > TimeSpan.Zero).Select(report => report.ColdStart.TotalMilliseconds)];
        return new StageResult
        {
            Configuration = new ConfigurationResult(last.Cpu, last.MemoryMiB, last.Concurrency),
            LatencyMs = Latency(reports.Select(report => report.QueueWait + report.Execution)),
            ColdStartMs = coldStarts.Length == 0 ? null : Math.Round(Percentiles.Of(coldStarts, 50), 1),
            ColdStartShare = Share(coldStarts.Length, reports.Count),
            CostPer1000 = executions == 0 ? 0 : reports.Sum(report => report.Cost) / executions * 1000,
        };
    }

    private static LatencyResult Latency(IEnumerable<TimeSpan> latencies)
    {
        LatencySummary summary = LatencySummary.Of(latencies.Select(latency => latency.TotalMilliseconds));
        return new LatencyResult(Math.Round(summary.P50Ms, 1), Math.Round(summary.P95Ms, 1), Math.Round(summary.P99Ms, 1));
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
