using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>The sizes of instance that the Flex Consumption plan sells: the memory decides, the processor share follows.</summary>
public static class FlexConsumptionSizes
{
    /// <summary>Gets the sizes, smallest first: memory in MiB, and the vCPU that usually go with it.</summary>
    public static ImmutableArray<(int MemoryMiB, double Cpu)> All { get; } = [(512, 0.25), (2048, 1), (4096, 2)];

    /// <summary>Returns whether a configuration is one of the sizes.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>True where processor share and memory belong together.</returns>
    public static bool Contains(ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return All.Contains((configuration.MemoryMiB, configuration.Cpu));
    }
}
