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
    /// <summary>
    /// Gets the sizes of worker, ascending, where the platform sells processor share and memory together only. Default: empty,
    /// every processor share goes with every memory limit. See <see cref="OfSizes"/>.
    /// </summary>
    public ImmutableArray<InstanceSize> Sizes { get; private init; } = [];

    /// <summary>Gets the number of configurations in the catalogue.</summary>
    public int Count => Concurrency.Length * (Sizes.IsEmpty ? Cpu.Length * MemoryMiB.Length : Sizes.Length);

    /// <summary>Creates the catalogue of a platform that sells processor share and memory together.</summary>
    /// <param name="sizes">The sizes; at least one, in any order. More memory never comes with less processor share.</param>
    /// <param name="concurrency">Executions per worker, ascending.</param>
    /// <returns>The catalogue: each size with each concurrency.</returns>
    /// <exception cref="ArgumentException">There is no size, one is not positive, two have the same memory, or more memory comes with less processor share.</exception>
    public static StageKnobs OfSizes(IEnumerable<InstanceSize> sizes, ImmutableArray<int> concurrency)
    {
        ImmutableArray<InstanceSize> sorted = [.. sizes.OrderBy(size => size.MemoryMiB)];
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("There is no size to choose.", nameof(sizes));
        }

        foreach ((InstanceSize size, InstanceSize next) in sorted.Zip(sorted.Skip(1).Append(new InstanceSize(double.PositiveInfinity, int.MaxValue))))
        {
            if (size.Cpu is not (> 0 and < double.PositiveInfinity) || size.MemoryMiB <= 0)
            {
                throw new ArgumentException($"A size must have positive resources, not {size}.", nameof(sizes));
            }

            if (size.MemoryMiB == next.MemoryMiB || size.Cpu > next.Cpu)
            {
                throw new ArgumentException($"Sizes must grow in memory, and not shrink in processor share, from one to the next: {size} and {next} do not.", nameof(sizes));
            }
        }

        return new StageKnobs([.. sorted.Select(size => size.Cpu).Distinct()], [.. sorted.Select(size => size.MemoryMiB)], concurrency) { Sizes = sorted };
    }

    /// <summary>Returns whether a configuration is in the catalogue.</summary>
    /// <param name="configuration">The configuration asked about.</param>
    /// <returns>True when every knob has one of its values.</returns>
    public bool Contains(ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Concurrency.Contains(configuration.Concurrency) && (Sizes.IsEmpty
            ? Cpu.Contains(configuration.Cpu) && MemoryMiB.Contains(configuration.MemoryMiB)
            : Sizes.Contains(new InstanceSize(configuration.Cpu, configuration.MemoryMiB)));
    }

    /// <summary>Enumerates the catalogue: processor share slowest, concurrency fastest, each ascending.</summary>
    /// <returns>Every configuration, once.</returns>
    public IEnumerable<ResourceConfiguration> All() =>
        from size in Sizes.IsEmpty ? Cpu.SelectMany(cpu => MemoryMiB.Select(memory => new InstanceSize(cpu, memory))) : Sizes
        from concurrency in Concurrency
        select new ResourceConfiguration(size.Cpu, size.MemoryMiB, concurrency);

    /// <inheritdoc/>
    public bool Equals(StageKnobs? other) =>
        other is not null
        && Cpu.SequenceEqual(other.Cpu)
        && MemoryMiB.SequenceEqual(other.MemoryMiB)
        && Concurrency.SequenceEqual(other.Concurrency)
        && Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cpu.Length, MemoryMiB.Length, Concurrency.Length);
}
