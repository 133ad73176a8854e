namespace Aquatope.Simulation;

/// <summary>What came of one function since measuring began.</summary>
public sealed record FunctionResult
{
    /// <summary>Gets the function's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the lane.</summary>
    public required string Lane { get; init; }

    /// <summary>Gets the number of calls that arrived.</summary>
    public required long Arrivals { get; init; }

    /// <summary>Gets the number of calls that began to execute.</summary>
    public required long Executions { get; init; }

    /// <summary>Gets the number of those that met a cold start: their worker became ready after they had arrived.</summary>
    public required long ColdStarts { get; init; }

    /// <summary>Gets the number of workers started.</summary>
    public required long WorkersStarted { get; init; }

    /// <summary>Gets the greatest number of workers at once, starting ones among them.</summary>
    public required int PeakWorkers { get; init; }

    /// <summary>Gets the time that workers were provisioned, for each resource configuration that there was, the oldest first.</summary>
    public required IReadOnlyList<ProvisionedTime> Provisioned { get; init; }

    /// <summary>Gets the times from arrival to completion, of the calls that completed.</summary>
    public required TimeHistogram Latency { get; init; }

    /// <summary>Gets the times from arrival to the beginning of execution, of the calls that began.</summary>
    public required TimeHistogram Wait { get; init; }

    /// <summary>Gets the share of executions that met a cold start; zero where there was none.</summary>
    public double ColdStartShare => Executions == 0 ? 0 : (double)ColdStarts / Executions;

    /// <summary>Gets the whole memory time, in MiB s.</summary>
    public double MiBSeconds => Provisioned.Sum(time => time.MiBSeconds);
}
