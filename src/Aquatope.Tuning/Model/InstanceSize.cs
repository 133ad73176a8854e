using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>A size of worker as a platform sells it, where processor share and memory are not chosen apart.</summary>
/// <param name="Cpu">Processor share, in vCPU; positive.</param>
/// <param name="MemoryMiB">Memory, in MiB; positive. It names the size: no two sizes of a stage have the same.</param>
public readonly record struct InstanceSize(double Cpu, int MemoryMiB)
{
    /// <summary>Returns the size as people write it, for example <c>1 vCPU with 2048 MiB</c>.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cpu:0.###} vCPU with {MemoryMiB} MiB");
}
