namespace Aquatope.Tuning;

/// <summary>How many workers to keep warm in the coming interval, and why.</summary>
/// <param name="Target">The number of warm workers.</param>
/// <param name="Wanted">The number that demand and prices alone ask for, before hysteresis and budget; within floor and ceiling.</param>
/// <param name="CoverageQuantile">The share of intervals, in [0, 1], in which it pays to have enough workers.</param>
/// <param name="State">What to hand in next time.</param>
public sealed record PoolDecision(int Target, int Wanted, double CoverageQuantile, PoolSizerState State)
{
    /// <summary>Gets a value indicating whether a budget allowed fewer workers than would pay. Default: false.</summary>
    public bool IsCut { get; init; }
}
