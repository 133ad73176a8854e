using System.Numerics;

namespace Aquatope.Simulation;

/// <summary>Parts that wait for one another.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Predecessors">For each part a bit for each part that it waits for.</param>
internal sealed record InGraph(WorkflowShape[] Parts, ulong[] Predecessors) : WorkflowShape
{
    /// <summary>Returns a part that waits for itself, or -1 where none does.</summary>
    public static int Circle(ulong[] predecessors)
    {
        ulong ended = 0;
        for (int before = -1; BitOperations.PopCount(ended) is var count && count != before;)
        {
            before = count;
            for (int part = 0; part < predecessors.Length; part++)
            {
                ended |= (predecessors[part] & ~ended) == 0 ? 1UL << part : 0;
            }
        }

        return Array.FindIndex(predecessors, mask => (mask & ~ended) != 0);
    }

    internal override LatencyDistribution Latency(Func<int, LatencyDistribution> ofStage) =>
        throw new InvalidOperationException("The latencies of a graph's paths are not independent, so they cannot be composed.");
}
