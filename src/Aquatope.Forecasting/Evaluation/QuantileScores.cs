namespace Aquatope.Forecasting;

/// <summary>How well one quantile was forecast.</summary>
/// <param name="Probability">The probability p.</param>
/// <param name="Pinball">Mean pinball loss, in counts.</param>
/// <param name="Coverage">Share of what happened that did not exceed the quantile.</param>
/// <param name="StatedCoverage">
/// Mean of what the forecasts themselves give for that share, F(Q(p)). With counts it may lie well above p: coverage is right
/// where it is near this.
/// </param>
/// <param name="IntervalCoverage">Share of what happened that lay between the quantiles 1 - p and p, both included; null for p of at most one half.</param>
public sealed record QuantileScores(double Probability, double Pinball, double Coverage, double StatedCoverage, double? IntervalCoverage);
