using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>The tuners by name, with default settings: those to use, and the baselines to compare them with.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public static class Strategies
{
    private static readonly (string Name, Func<ulong, ITuner> Create)[] All =
    [
        ("workflow", _ => new WorkflowTuner()),
        ("black-box", _ => new BlackBoxTuner()),
        ("as-published", _ => new PresentEpochTuner(new AsPublishedTuner())),
        ("random", _ => new PresentEpochTuner(new RandomTuner())),
        ("sobol", seed => new PresentEpochTuner(new SobolTuner(seed))),
        ("penalty", _ => new PresentEpochTuner(new PenaltyTuner())),
        ("clite", _ => new PresentEpochTuner(new CliteTuner())),
        ("critical-path", _ => new PresentEpochTuner(new CriticalPathTuner())),
        ("orion", _ => new PresentEpochTuner(new OrionTuner())),
    ];

    /// <summary>Gets the names, the default first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(strategy => strategy.Name)];

    /// <summary>Creates a tuner.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seed">The seed of what must not change between calls: the scramble of Sobol's sequence. Default: zero.</param>
    /// <returns>The tuner, with default settings.</returns>
    /// <exception cref="ArgumentException">No tuner has that name.</exception>
    public static ITuner Create(string name, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        (_, Func<ulong, ITuner>? create) = All.FirstOrDefault(strategy => strategy.Name == name);
        return create?.Invoke(seed)
            ?? throw new ArgumentException($"There is no tuner '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
    }
}
