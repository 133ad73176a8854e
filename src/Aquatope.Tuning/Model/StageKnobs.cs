using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>The values that each knob of a stage may take: a catalogue, because platforms sell resources in steps.</summary>
/// <param name="Cpu">Processor shares, in vCPU, ascending.</param>
/// <param name="MemoryMiB">Memory limits, in MiB, ascending.</param>
/// <param name="Concurrency">Executions per worker, ascending.</param>
public sealed record StageKnobs(
    ImmutableArray<double> Cpu,
    ImmutableArray<int> MemoryMiB,
    ImmutableArray<int> Concurrency)
{
    /// <summary>Gets the number of configurations in the catalogue.</summary>
    public int Count => Cpu.Length * MemoryMiB.Length * Concurrency.Length;

    /// <summary>Returns whether a configuration is in the catalogue.</summary>
    /// <param name="configuration">The configuration asked about.</param>
    /// <returns>True when every knob has one of its values.</returns>
    public bool Contains(ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Cpu.Contains(configuration.Cpu)
            && MemoryMiB.Contains(configuration.MemoryMiB)
            && Concurrency.Contains(configuration.Concurrency);
    }

    /// <summary>Enumerates the catalogue: processor share slowest, concurrency fastest, each ascending.</summary>
    /// <returns>Every configuration, once.</returns>
    public IEnumerable<ResourceConfiguration> All() =>
        from cpu in Cpu
        from memory in MemoryMiB
        from concurrency in Concurrency
        select new ResourceConfiguration(cpu, memory, concurrency);

    /// <inheritdoc/>
    public bool Equals(StageKnobs? other) =>
        other is not null
        && Cpu.SequenceEqual(other.Cpu)
        && MemoryMiB.SequenceEqual(other.MemoryMiB)
        && Concurrency.SequenceEqual(other.Concurrency);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cpu.Length, MemoryMiB.Length, Concurrency.Length);
}
