using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>How long a stage takes on one configuration, and whether it seems to take another time by now.</summary>
public sealed record StageReference
{
    /// <summary>Gets the stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets the configuration.</summary>
    public required string Configuration { get; init; }

    /// <summary>Gets the natural logarithms of the latest execution times in milliseconds, oldest first: all of them while the reference is being learned, then a few.</summary>
    public ImmutableArray<double> Recent { get; init; } = [];

    /// <summary>Gets the edges of the classes that execution times are counted in, as logarithms, ascending; none while the reference is being learned.</summary>
    public ImmutableArray<double> Edges { get; init; } = [];

    /// <summary>Gets how many executions fell into each class, [edges + 1].</summary>
    public ImmutableArray<long> Counts { get; init; } = [];

    /// <summary>Gets the cumulative sums.</summary>
    public ImmutableArray<CumulativeSum> Sums { get; init; } = [];
}
