using System.Text.Json.Serialization;

namespace Aquatope.Cli;

/// <summary>What a run measured: the document that <c>--json</c> prints.</summary>
internal sealed record RunResult
{
    public required string Workflow { get; init; }

    public required ObjectiveResult Objective { get; init; }

    /// <summary>Gets how workers were limited.</summary>
    public required string Limits { get; init; }

    /// <summary>Gets the first executions, which met the cold starts; they are not part of <see cref="Before"/>.</summary>
    public required PhaseResult Start { get; init; }

    public required PhaseResult Before { get; init; }

    public required PhaseResult After { get; init; }

    public required TuningResult Tuning { get; init; }

    /// <summary>Gets how many executions an interrupted run had left open and this one has seen through.</summary>
    public required int Resumed { get; init; }
}

/// <summary>The objective.</summary>
internal sealed record ObjectiveResult(double LatencyMs, double Percentile);

/// <summary>Latency percentiles, in milliseconds.</summary>
internal sealed record LatencyResult(double P50, double P95, double P99);

/// <summary>What the executions of a phase came to.</summary>
internal sealed record PhaseResult
{
    public required int Executions { get; init; }

    public required LatencyResult LatencyMs { get; init; }

    /// <summary>Gets the share of executions that failed or took longer than the objective's bound.</summary>
    public required double ViolationShare { get; init; }

    /// <summary>Gets the share of executions that met at least one cold start.</summary>
    public required double ColdStartShare { get; init; }

    /// <summary>Gets the mean cost of an execution, times a thousand.</summary>
    public required double CostPer1000 { get; init; }

    public required SortedDictionary<string, StageResult> Stages { get; init; }
}

/// <summary>What the executions of a stage came to.</summary>
internal sealed record StageResult
{
    public required ConfigurationResult Configuration { get; init; }

    /// <summary>Gets the latency of the stage: queue wait and execution.</summary>
    public required LatencyResult LatencyMs { get; init; }

    /// <summary>Gets the median time from a work item that met no worker to the first instruction of user code; null where none did.</summary>
    public required double? ColdStartMs { get; init; }

    /// <summary>Gets the share of stage executions that waited for a worker to start.</summary>
    public required double ColdStartShare { get; init; }

    /// <summary>Gets what the stage costs in a thousand executions of the workflow.</summary>
    public required double CostPer1000 { get; init; }
}

/// <summary>The resources of one worker of a stage.</summary>
internal sealed record ConfigurationResult(double Cpu, [property: JsonPropertyName("memoryMiB")] int MemoryMiB, int Concurrency);

/// <summary>What tuning took.</summary>
internal sealed record TuningResult
{
    public required int Trials { get; init; }

    public required int Executions { get; init; }

    public required double Cost { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Gets what was done: <c>applied</c>, <c>kept</c> or <c>rolledBack</c>.</summary>
    public required string Action { get; init; }

    public required string Reason { get; init; }
}
