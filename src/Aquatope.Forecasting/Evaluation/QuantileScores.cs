namespace Aquatope.Forecasting;

/// <summary>How well one quantile was forecast.</summary>
/// <param name="Probability">The probability p.</param>
/// <param name="Pinball">Mean pinball loss, in counts.</param>
/// <param name="Coverage">Share of what happened that did not exceed the quantile.</param>
/// <param name="SpreadCoverage">
/// Share of what happened that lay below the quantile, the probability of each count spread evenly over it (Czado, Gneiting and Held,
/// 2009): a true belief gives exactly <paramref name="Probability"/>, where <paramref name="Coverage"/> of counts lies above it.
/// </param>
/// <param name="IntervalCoverage">Share of what happened that lay between the quantiles 1 - p and p, both included; null for p of at most one half.</param>
public sealed record QuantileScores(double Probability, double Pinball, double Coverage, double SpreadCoverage, double? IntervalCoverage);
