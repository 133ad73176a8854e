using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What a change detector remembers from report to report; it can be stored as JSON.</summary>
public sealed record ChangeState
{
    /// <summary>Gets the state before the first report.</summary>
    public static ChangeState Initial { get; } = new();

    /// <summary>Gets what is known of each stage on each configuration, the one reported last first.</summary>
    public ImmutableArray<StageReference> References { get; init; } = [];
}
