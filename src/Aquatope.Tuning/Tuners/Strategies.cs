using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>The tuners by name, with default settings: those to use, and the baselines to compare them with.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public static class Strategies
{
    private static readonly (string Name, Func<ITuner> Create)[] All =
    [
        ("workflow", () => new WorkflowTuner()),
        ("black-box", () => new BlackBoxTuner()),
        ("random", () => new RandomTuner()),
    ];

    /// <summary>Gets the names, the default first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(strategy => strategy.Name)];

    /// <summary>Creates a tuner.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>The tuner, with default settings.</returns>
    /// <exception cref="ArgumentException">No tuner has that name.</exception>
    public static ITuner Create(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        (_, Func<ITuner>? create) = All.FirstOrDefault(strategy => strategy.Name == name);
        return create?.Invoke()
            ?? throw new ArgumentException($"There is no tuner '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
    }
}
