using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>What the sizer of one pool remembers from interval to interval.</summary>
/// <param name="Target">The number of warm workers decided last.</param>
/// <param name="WantedLess">The numbers wanted in the latest intervals, as long as each was below the target; oldest first.</param>
public sealed record PoolSizerState(int Target, ImmutableArray<int> WantedLess)
{
    /// <summary>Gets the state of a pool that was never sized.</summary>
    public static PoolSizerState Initial { get; } = new(0, []);
}
