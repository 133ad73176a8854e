using System.Net;
using Aquatope.Examples;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>What <c>aquatope run</c> is asked to do.</summary>
internal sealed record RunOptions
{
    public required ExampleWorkflow Workflow { get; init; }

    public required LoadProfile Load { get; init; }

    public required LatencyObjective Objective { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string DataDirectory { get; init; }

    public required IPEndPoint Listen { get; init; }

    /// <summary>Gets where the dashboard listens, or null for none.</summary>
    public required IPEndPoint? Dashboard { get; init; }

    /// <summary>Gets a value indicating whether to serve on after the result has been printed, until interrupted.</summary>
    public required bool Stay { get; init; }

    public required ulong Seed { get; init; }

    public required bool Json { get; init; }

    /// <summary>Gets how long the first executions are given to start the workers.</summary>
    public TimeSpan Start => Duration / 8;

    /// <summary>Gets how long production is measured before tuning, and again after it.</summary>
    public TimeSpan Measured => Duration / 4;

    /// <summary>Gets how long the optimizer may search.</summary>
    public TimeSpan Search => Duration * 0.4;
}
