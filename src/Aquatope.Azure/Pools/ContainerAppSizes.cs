using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>The sizes of replica that Container Apps sell on the Consumption profile: quarters of a vCPU with 512 MiB each.</summary>
public static class ContainerAppSizes
{
    private const int Quarters = 16;
    private const int MiBPerQuarter = 512;

    /// <summary>Gets the sizes, smallest first: 0.25 to 4 vCPU. A stage that may be given no other is declared with <see cref="StageKnobs.OfSizes"/>.</summary>
    public static ImmutableArray<InstanceSize> All { get; } =
        [.. Enumerable.Range(1, Quarters).Select(quarters => new InstanceSize(quarters / 4.0, quarters * MiBPerQuarter))];

    /// <summary>Returns whether a configuration is one of the sizes.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>True where processor share and memory belong together.</returns>
    public static bool Contains(ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return All.Contains(new InstanceSize(configuration.Cpu, configuration.MemoryMiB));
    }
}
