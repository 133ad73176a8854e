namespace Aquatope.Tuning;

/// <summary>Settings of <see cref="BlackBoxTuner"/>.</summary>
public sealed record BlackBoxTunerOptions
{
    /// <summary>Gets the expected saving, as a share of the cost, below which nothing is worth a trial; not negative. Zero: everything is. Default: 0.001.</summary>
    public double LeastSaving { get; init; } = 0.001;
}
