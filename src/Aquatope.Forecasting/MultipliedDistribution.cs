namespace Aquatope.Forecasting;

/// <summary>The distribution of a multiple of a count: of calls, where each execution makes several.</summary>
/// <param name="distribution">The distribution of the count.</param>
/// <param name="factor">The factor; positive.</param>
public sealed class MultipliedDistribution(PredictiveDistribution distribution, double factor) : PredictiveDistribution
{
    /// <inheritdoc/>
    public override double Mean => factor * distribution.Mean;

    /// <inheritdoc/>
    public override double Variance => factor * factor * distribution.Variance;

    /// <inheritdoc/>
    protected override double Spacing => factor;

    /// <inheritdoc/>
    public override double Cdf(double value) => distribution.Cdf(value / factor);

    /// <inheritdoc/>
    public override double Quantile(double probability) => factor * distribution.Quantile(probability);
}
