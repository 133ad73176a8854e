using Aquatope.Tuning;

namespace Aquatope.Dashboard;

/// <summary>What a number of executions came to.</summary>
internal sealed record Measured
{
    /// <summary>Gets how many executions.</summary>
    public required int Executions { get; init; }

    /// <summary>Gets when the first of them ended.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets when the last of them ended.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets their latency, in milliseconds.</summary>
    public required LatencySummary Latency { get; init; }

    /// <summary>Gets the latency at the objective's percentile, in milliseconds, or null without an objective.</summary>
    public double? AtPercentileMs { get; init; }

    /// <summary>Gets how many failed or took longer than the objective allows.</summary>
    public required int Violations { get; init; }

    /// <summary>Gets how many failed.</summary>
    public required int Failures { get; init; }

    /// <summary>Gets how many had a stage that waited for a worker to start.</summary>
    public required int Cold { get; init; }

    /// <summary>Gets the mean cost of a thousand executions, in the price list's currency.</summary>
    public required double CostPer1000 { get; init; }

    /// <summary>Measures executions.</summary>
    /// <param name="executions">The executions, in order of their end.</param>
    /// <param name="objective">The objective, or null for none.</param>
    public static Measured Of(IReadOnlyList<ReportedExecution> executions, LatencyObjective? objective)
    {
        double[] latencies = [.. executions.Select(execution => execution.Report.Latency.TotalMilliseconds)];
        return new Measured
        {
            Executions = executions.Count,
            From = executions.Count == 0 ? null : executions[0].EndedAt,
            To = executions.Count == 0 ? null : executions[^1].EndedAt,
            Latency = LatencySummary.Of(latencies),
            AtPercentileMs = objective is null || latencies.Length == 0 ? null : Percentiles.Of(latencies, objective.Percentile),
            Violations = executions.Count(execution => execution.Violates(objective)),
            Failures = executions.Count(execution => execution.Report.Failed),
            Cold = executions.Count(execution => execution.IsCold),
            CostPer1000 = executions.Count == 0 ? 0 : executions.Average(execution => execution.Cost) * 1000,
        };
    }
}
