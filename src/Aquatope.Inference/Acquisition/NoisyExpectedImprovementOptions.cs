namespace Aquatope.Inference;

/// <summary>Settings of <see cref="ConstrainedNoisyExpectedImprovement"/>.</summary>
public sealed record NoisyExpectedImprovementOptions
{
    /// <summary>Gets the number of joint posterior samples, best a power of two. Default: 256.</summary>
    public int Samples { get; init; } = 256;

    /// <summary>Gets the number of points a batch will have: so many get quasi-random base samples. Default: 4.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Gets the width, in constraint units, over which feasibility fades. Zero: a hard step. Default: 0.001.</summary>
    public double FeasibilityWidth { get; init; } = 1e-3;

    /// <summary>Gets the value to improve on in a sample without a feasible baseline point, or null for one worse than any. Default: null.</summary>
    public double? ValueWithoutFeasible { get; init; }
}
