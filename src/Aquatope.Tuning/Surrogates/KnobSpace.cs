namespace Aquatope.Tuning;

/// <summary>The catalogue of one stage as points of the unit cube: the logarithm of every knob that can be turned.</summary>
internal sealed class KnobSpace
{
    private readonly double[] _logCpu;
    private readonly double[] _logMemory;
    private readonly double[] _logConcurrency;

    public KnobSpace(StageKnobs knobs)
    {
        if (knobs.Count == 0)
        {
            throw new ArgumentException("A stage has a knob without values; every knob needs at least one.", nameof(knobs));
        }

        Knobs = knobs;
        _logCpu = [.. knobs.Cpu.Select(Math.Log2)];
        _logMemory = [.. knobs.MemoryMiB.Select(memory => Math.Log2(memory))];
        _logConcurrency = [.. knobs.Concurrency.Select(concurrency => Math.Log2(concurrency))];
        Dimensions = Math.Max(1, (_logCpu.Length > 1 ? 1 : 0) + (_logMemory.Length > 1 ? 1 : 0) + (_logConcurrency.Length > 1 ? 1 : 0));
    }

    public StageKnobs Knobs { get; }

    /// <summary>Gets the number of coordinates: the knobs with a choice, at least one.</summary>
    public int Dimensions { get; }

    /// <summary>Writes the coordinates of a configuration.</summary>
    public void Encode(ResourceConfiguration configuration, Span<double> target)
    {
        int k = 0;
        target.Clear();
        Put(_logCpu, Math.Log2(configuration.Cpu), target, ref k);
        Put(_logMemory, Math.Log2(configuration.MemoryMiB), target, ref k);
        Put(_logConcurrency, Math.Log2(configuration.Concurrency), target, ref k);
    }

    /// <summary>Returns the configuration nearest to a point; coordinates are taken from the cursor on.</summary>
    public ResourceConfiguration Decode(ReadOnlySpan<double> point) => Decode(point, 0);

    /// <summary>Returns the configuration nearest to the coordinates that start at an offset.</summary>
    public ResourceConfiguration Decode(ReadOnlySpan<double> point, int offset)
    {
        int k = offset;
        int cpu = Pick(_logCpu, point, ref k);
        int memory = Pick(_logMemory, point, ref k);
        int concurrency = Pick(_logConcurrency, point, ref k);
        return new ResourceConfiguration(Knobs.Cpu[cpu], Knobs.MemoryMiB[memory], Knobs.Concurrency[concurrency]);
    }

    /// <summary>Enumerates the configurations one step away along one knob.</summary>
    public IEnumerable<ResourceConfiguration> Neighbours(ResourceConfiguration configuration)
    {
        int cpu = Knobs.Cpu.IndexOf(configuration.Cpu);
        int memory = Knobs.MemoryMiB.IndexOf(configuration.MemoryMiB);
        int concurrency = Knobs.Concurrency.IndexOf(configuration.Concurrency);
        for (int step = -1; step <= 1; step += 2)
        {
            if (Within(cpu, step, Knobs.Cpu.Length))
            {
                yield return configuration with { Cpu = Knobs.Cpu[cpu + step] };
            }

            if (Within(memory, step, Knobs.MemoryMiB.Length))
            {
                yield return configuration with { MemoryMiB = Knobs.MemoryMiB[memory + step] };
            }

            if (Within(concurrency, step, Knobs.Concurrency.Length))
            {
                yield return configuration with { Concurrency = Knobs.Concurrency[concurrency + step] };
            }
        }
    }

    private static bool Within(int index, int step, int length) => index >= 0 && index + step >= 0 && index + step < length;

    private static void Put(double[] logs, double value, Span<double> target, ref int k)
    {
        if (logs.Length > 1)
        {
            target[k++] = (value - logs[0]) / (logs[^1] - logs[0]);
        }
    }

    private static int Pick(double[] logs, ReadOnlySpan<double> point, ref int k)
    {
        if (logs.Length == 1)
        {
            return 0;
        }

        double value = logs[0] + (point[k++] * (logs[^1] - logs[0]));
        int nearest = 0;
        for (int i = 1; i < logs.Length; i++)
        {
            nearest = Math.Abs(logs[i] - value) < Math.Abs(logs[nearest] - value) ? i : nearest;
        }

        return nearest;
    }
}
