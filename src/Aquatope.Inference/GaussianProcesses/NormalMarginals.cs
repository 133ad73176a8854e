namespace Aquatope.Inference;

/// <summary>Independent normal distributions, one per query point.</summary>
/// <param name="Means">The means, [m], in output units.</param>
/// <param name="Variances">The variances, [m], in squared output units; never negative.</param>
public sealed record NormalMarginals(double[] Means, double[] Variances);
