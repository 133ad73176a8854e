using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Declares a stage: the ranges of its knobs and where they stand at first.</summary>
public sealed class StageBuilder
{
    // Two steps an octave: neighbouring processor shares differ by 1.4, about what the noise of a stage lets one tell apart.
    private static readonly double HalfOctave = Math.Sqrt(2);
    private static readonly ResourceConfiguration Customary = new(Cpu: 1, MemoryMiB: 512, Concurrency: 1);

    private StageKnobs _knobs = new(CpuSteps(0.25, 2), Doublings(128, 1024), Doublings(1, 4));
    private ResourceConfiguration? _default;

    /// <summary>Sets the range of the processor share. Default: 0.25 to 2 vCPU.</summary>
    /// <param name="minimum">The least share, in vCPU; positive.</param>
    /// <param name="maximum">The largest share, in vCPU; at least <paramref name="minimum"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not positive.</exception>
    public StageBuilder Cpu(double minimum, double maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        _knobs = new StageKnobs(CpuSteps(minimum, maximum), _knobs.MemoryMiB, _knobs.Concurrency);
        return this;
    }

    /// <summary>Sets the range of the memory limit. Default: 128 to 1024 MiB.</summary>
    /// <param name="minimum">The least limit, in MiB; positive.</param>
    /// <param name="maximum">The largest limit, in MiB; at least <paramref name="minimum"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not positive.</exception>
    public StageBuilder MemoryMiB(int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        _knobs = new StageKnobs(_knobs.Cpu, Doublings(minimum, maximum), _knobs.Concurrency);
        return this;
    }

    /// <summary>Sets how many executions one worker may serve at the same time. Default: 1 to 4.</summary>
    /// <param name="minimum">The least number; at least 1.</param>
    /// <param name="maximum">The largest number; at least <paramref name="minimum"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not positive.</exception>
    public StageBuilder Concurrency(int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        _knobs = _knobs with { Concurrency = Doublings(minimum, maximum) };
        return this;
    }

    /// <summary>Sets the sizes of worker to choose from, where the platform sells processor share and memory together only; they take
    /// the place of the ranges of both.</summary>
    /// <param name="sizes">The sizes; see <see cref="StageKnobs.OfSizes"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">There is no size, or they do not grow.</exception>
    public StageBuilder Sizes(params IEnumerable<InstanceSize> sizes)
    {
        _knobs = StageKnobs.OfSizes(sizes, _knobs.Concurrency);
        return this;
    }

    /// <summary>Sets every value that each knob may take.</summary>
    /// <param name="knobs">The catalogue.</param>
    /// <returns>The same builder.</returns>
    public StageBuilder Knobs(StageKnobs knobs)
    {
        ArgumentNullException.ThrowIfNull(knobs);
        _knobs = knobs;
        return this;
    }

    /// <summary>Sets the configuration in force until the optimizer has found a better one. Default: the one of the catalogue
    /// that is nearest to 1 vCPU, 512 MiB and one execution at a time.</summary>
    /// <param name="configuration">The configuration; each knob moves to the nearest value of the catalogue.</param>
    /// <returns>The same builder.</returns>
    public StageBuilder StartWith(ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _default = configuration;
        return this;
    }

    internal (StageKnobs Knobs, ResourceConfiguration Default) Build()
    {
        ResourceConfiguration wanted = _default ?? Customary;
        InstanceSize size = _knobs.Sizes.IsEmpty
            ? new InstanceSize(_knobs.Cpu.MinBy(cpu => Octaves(cpu, wanted.Cpu)), _knobs.MemoryMiB.MinBy(memory => Octaves(memory, wanted.MemoryMiB)))
            : _knobs.Sizes.MinBy(size => Octaves(size.Cpu, wanted.Cpu) + Octaves(size.MemoryMiB, wanted.MemoryMiB));
        var nearest = new ResourceConfiguration(
            size.Cpu, size.MemoryMiB, _knobs.Concurrency.MinBy(concurrency => Math.Abs(concurrency - wanted.Concurrency)));
        return (_knobs, nearest);
    }

    private static double Octaves(double value, double from) => Math.Abs(Math.Log2(value / from));

    private static ImmutableArray<double> CpuSteps(double minimum, double maximum)
    {
        ImmutableArray<double>.Builder steps = ImmutableArray.CreateBuilder<double>();
        for (double cpu = minimum; cpu < maximum / Math.Sqrt(HalfOctave); cpu *= HalfOctave)
        {
            steps.Add(Math.Round(cpu, 2));
        }

        steps.Add(maximum);
        return steps.ToImmutable();
    }

    private static ImmutableArray<int> Doublings(int minimum, int maximum)
    {
        ImmutableArray<int>.Builder steps = ImmutableArray.CreateBuilder<int>();
        for (int value = minimum; value < maximum; value *= 2)
        {
            steps.Add(value);
        }

        steps.Add(maximum);
        return steps.ToImmutable();
    }
}
