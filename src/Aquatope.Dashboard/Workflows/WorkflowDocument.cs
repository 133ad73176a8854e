using Aquatope.Tuning;

namespace Aquatope.Dashboard;

/// <summary>What the page of a workflow shows.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Objective">Its objective, or null.</param>
/// <param name="Measured">What the latest executions came to.</param>
/// <param name="Stages">The stages that they called.</param>
/// <param name="Edges">What precedes what, without what follows from the rest.</param>
internal sealed record WorkflowDocument(
    string Workflow, ObjectiveView? Objective, Measured Measured, IReadOnlyList<StageView> Stages, IReadOnlyList<StageEdge> Edges);

/// <summary>What the latest executions of one stage came to.</summary>
internal sealed record StageView
{
    public required string Stage { get; init; }

    /// <summary>Gets the configuration in force, or null where the stage has left the program.</summary>
    public ResourceConfiguration? Configuration { get; init; }

    /// <summary>Gets how many times it was called.</summary>
    public required int Calls { get; init; }

    /// <summary>Gets how many times an execution of the workflow calls it, in the mean.</summary>
    public required double CallsPerExecution { get; init; }

    /// <summary>Gets its latency: queue wait, start-up and execution, in milliseconds.</summary>
    public required LatencySummary Latency { get; init; }

    /// <summary>Gets the mean time waited for a worker that was there, in milliseconds.</summary>
    public required double QueueWaitMs { get; init; }

    /// <summary>Gets the mean time waited for a worker to start, over all calls, in milliseconds.</summary>
    public required double StartUpMs { get; init; }

    /// <summary>Gets the mean time in user code, in milliseconds.</summary>
    public required double ExecutionMs { get; init; }

    /// <summary>Gets how many calls waited for a worker to start.</summary>
    public required int Cold { get; init; }

    /// <summary>Gets how long those waited, in the median, in milliseconds; null where none did.</summary>
    public required double? ColdStartMs { get; init; }

    /// <summary>Gets how many calls did not complete.</summary>
    public required int Failures { get; init; }

    /// <summary>Gets what it costs in a thousand executions of the workflow.</summary>
    public required double CostPer1000 { get; init; }

    /// <summary>Gets its share of the cost, in [0, 1].</summary>
    public required double CostShare { get; init; }

    /// <summary>Gets the mean processor time of a call, in milliseconds, or null where nobody knows.</summary>
    public required double? CpuMs { get; init; }

    /// <summary>Gets the highest peak memory of a worker, or null where nobody knows.</summary>
    public required double? PeakMemoryMiB { get; init; }

    /// <summary>Gets the share of executions on whose critical path it is, in [0, 1].</summary>
    public double CriticalShare { get; init; }

    /// <summary>Condenses reports.</summary>
    /// <param name="reports">The reports of one stage; at least one.</param>
    /// <param name="executions">How many executions of the workflow they belong to.</param>
    /// <param name="cost">What all stages of those cost.</param>
    public static StageView Of(IReadOnlyList<StageReport> reports, int executions, double cost)
    {
        double[] cold = [.. reports.Where(report => report.ColdStart > TimeSpan.Zero).Select(report => report.ColdStart.TotalMilliseconds)];
        double own = reports.Sum(report => report.Cost);
        return new StageView
        {
            Stage = reports[0].Stage,
            Calls = reports.Count,
            CallsPerExecution = (double)reports.Count / executions,
            Latency = LatencySummary.Of(reports.Select(report => (report.QueueWait + report.Execution).TotalMilliseconds)),
            QueueWaitMs = reports.Average(report => (report.QueueWait - report.ColdStart).TotalMilliseconds),
            StartUpMs = reports.Average(report => report.ColdStart.TotalMilliseconds),
            ExecutionMs = reports.Average(report => report.Execution.TotalMilliseconds),
            Cold = cold.Length,
            ColdStartMs = cold.Length == 0 ? null : Percentiles.Of(cold, 50),
            Failures = reports.Count(report => report.Outcome != StageOutcome.Completed),
            CostPer1000 = own / executions * 1000,
            CostShare = cost == 0 ? 0 : own / cost,
            CpuMs = reports.Average(report => report.CpuTime?.TotalMilliseconds),
            PeakMemoryMiB = reports.Max(report => report.PeakMemoryMiB),
        };
    }
}
