using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>The sizes of instance that the Flex Consumption plan sells: the memory decides, the processor share follows.</summary>
public static class FlexConsumptionSizes
{
    /// <summary>Gets the sizes, smallest first; the vCPU are those that usually go with the memory. A stage that may be given no other is
    /// declared with <see cref="StageKnobs.OfSizes"/>.</summary>
    public static ImmutableArray<InstanceSize> All { get; } = [new(0.25, 512), new(1, 2048), new(2, 4096)];

    /// <summary>Returns whether a configuration is one of the sizes.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>True where processor share and memory belong together.</returns>
    public static bool Contains(ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return All.Contains(new InstanceSize(configuration.Cpu, configuration.MemoryMiB));
    }
}
