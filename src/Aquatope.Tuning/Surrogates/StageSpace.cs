using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>The knobs that concern one stage: its own, and those that belong to none.</summary>
internal sealed class StageSpace
{
    private readonly int[] _indices;
    private readonly Knob[] _knobs;
    private readonly int[] _free;
    private readonly int _processor;
    private readonly int _memory;
    private readonly int _concurrency;
    private readonly double _middleProcessor;

    public StageSpace(SearchSpace space, string? stage)
    {
        _indices = [.. Enumerable.Range(0, space.Knobs.Length).Where(knob => stage is null || space.Knobs[knob].Stage is null || space.Knobs[knob].Stage == stage)];
        _knobs = [.. _indices.Select(knob => space.Knobs[knob])];
        _free = [.. Enumerable.Range(0, _knobs.Length).Where(knob => !_knobs[knob].IsFixed)];
        _memory = IndexOf(KnobRole.Memory);
        _concurrency = IndexOf(KnobRole.Concurrency);

        // Where only memory is for sale, as on many platforms, processor share comes with it.
        _processor = IndexOf(KnobRole.Processor) is var processor && processor >= 0 ? processor : _memory;
        _middleProcessor = _processor < 0 ? 1 : Math.Sqrt(_knobs[_processor].Least * _knobs[_processor].Greatest);
        Others = [.. Enumerable.Range(0, _free.Length).Where(i => _knobs[_free[i]].Role == KnobRole.Other)];
        Concurrency = Array.FindIndex(_free, knob => knob == _concurrency);
    }

    /// <summary>Gets the number of coordinates, at least one.</summary>
    public int Dimensions => Math.Max(1, _free.Length);

    /// <summary>Gets the coordinates of the knobs of which nothing is known.</summary>
    public int[] Others { get; }

    /// <summary>Gets the coordinate of the concurrency, or -1.</summary>
    public int Concurrency { get; }

    /// <summary>Gets or sets in which steps processors come with memory, or null where every little counts. Default: null.</summary>
    public ProcessorGrain? Grain { get; set; }

    /// <summary>Gets a value indicating whether processors may come in steps: where only memory is for sale, and of several processors.</summary>
    public bool HasGrains => _processor >= 0 && _processor == _memory && _knobs[_memory].Greatest >= 2 * ProcessorGrain.Known.Max(grain => grain.MemoryMiB);

    /// <summary>Returns the part of a configuration that concerns the stage.</summary>
    public Configuration Project(Configuration configuration)
    {
        var values = ImmutableArray.CreateBuilder<double>(_indices.Length);
        foreach (int index in _indices)
        {
            values.Add(configuration[index]);
        }

        return new Configuration(values.MoveToImmutable());
    }

    /// <summary>Writes the coordinates of a projected configuration.</summary>
    public void Encode(Configuration projected, Span<double> target)
    {
        target.Clear();
        for (int i = 0; i < _free.Length; i++)
        {
            target[i] = _knobs[_free[i]].Encode(projected[_free[i]]);
        }
    }

    /// <summary>Returns the processor share of a projected configuration over the middle of its range; one without such a knob.</summary>
    public double RelativeProcessor(Configuration projected)
    {
        double share = _processor < 0 ? 1 : projected[_processor] / _middleProcessor;
        return Grain is { } grain && HasGrains ? grain.Processors(projected[_processor]) * grain.MemoryMiB / _middleProcessor : share;
    }

    /// <summary>Returns the memory of a projected configuration over the least; one without such a knob.</summary>
    public double RelativeMemory(Configuration projected) => _memory < 0 ? 1 : projected[_memory] / _knobs[_memory].Least;

    /// <summary>Returns the resources that are billed for a projected configuration: zero of what is no knob.</summary>
    public (double Processor, double Memory) Billed(Configuration projected) =>
        (_processor < 0 || _processor == _memory ? 0 : projected[_processor], _memory < 0 ? 0 : projected[_memory]);

    /// <summary>Returns the concurrency of a projected configuration; one without such a knob.</summary>
    public double ConcurrencyOf(Configuration projected) => _concurrency < 0 ? 1 : projected[_concurrency];

    /// <summary>Returns how generous a projected configuration is in what decides on running out of memory: octaves of every memory, and of the inverse of every concurrency.</summary>
    public double[] Generosity(Configuration projected) =>
    [
        .. _free.Where(knob => _knobs[knob].Role is KnobRole.Memory or KnobRole.Concurrency)
            .Select(knob => (_knobs[knob].Role == KnobRole.Memory ? 1 : -1) * Math.Log2(Math.Max(double.Epsilon, projected[knob]))),
    ];

    private int IndexOf(KnobRole role) => Array.FindIndex(_knobs, knob => knob.Role == role);
}
