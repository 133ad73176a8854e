using System.Collections.Immutable;

namespace Aquatope.Simulation;

/// <summary>One function of a recorded load.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CallsPerMinute">Calls in each minute.</param>
/// <param name="ExecutionMs">Execution time at <see cref="Percentiles"/>, in milliseconds.</param>
/// <param name="MemoryMiB">Mean memory.</param>
public sealed record TracedFunction(string Name, ImmutableArray<double> CallsPerMinute, ImmutableArray<double> ExecutionMs, double MemoryMiB)
{
    /// <summary>Gets the percentiles of execution times that are known.</summary>
    public static ImmutableArray<double> Percentiles { get; } = [0, 1, 25, 50, 75, 99, 100];
}
