using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What a tuning cycle tries next, or why its search ends.</summary>
/// <typeparam name="TConfiguration">What is tried: values of knobs, or the resources of each stage.</typeparam>
/// <param name="Configurations">The configurations to try, one in each lane; none when the search ends.</param>
/// <param name="Stopped">Why the search ends, or null while it goes on.</param>
/// <param name="OutOfReach">Whether it ends because nothing can meet the objective.</param>
public sealed record Proposal<TConfiguration>(ImmutableArray<TConfiguration> Configurations, string? Stopped, bool OutOfReach = false)
{
    /// <summary>Gets the number of the epoch in which it was made, see <see cref="TuningProblem.Epoch"/>. Default: 0.</summary>
    public int Epoch { get; init; }
}
