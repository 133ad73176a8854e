namespace Aquatope.Forecasting;

/// <summary>Counts are Poisson with a rate that drifts: a gamma belief about the rate, which forgets exponentially.</summary>
/// <remarks>
/// The discounted conjugate update of West and Harrison (1997), section 10.8: both gamma parameters are multiplied by the
/// discount before each count is added, so a prediction is negative binomial. The discount is chosen among a few by the
/// likelihood of the one-step predictions of the latest part of the series. Further ahead the belief is discounted once
/// more per bin, so uncertainty grows with the horizon.
/// </remarks>
public sealed class GammaPoissonForecaster : SequentialForecaster<GammaPoissonState>
{
    private static readonly double[] Discounts = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995];

    /// <inheritdoc/>
    public override string Name => "gamma-poisson";

    /// <inheritdoc/>
    public override int LeastBins => 3;

    /// <inheritdoc/>
    protected override (GammaPoissonState State, int Read) Begin(CountSeries history) =>
        (new GammaPoissonState([.. Discounts.Select(discount => new DiscountedBelief(discount))]), 0);

    /// <inheritdoc/>
    protected override void Observe(GammaPoissonState state, double count)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (DiscountedBelief belief in state.Beliefs)
        {
            belief.Observe(count);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(GammaPoissonState state, CountSeries history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(state);
        DiscountedBelief belief = state.Beliefs.MaxBy(candidate => candidate.Score())!;
        var bins = new PredictiveDistribution[horizon];
        double mean = belief.Shape / belief.Rate;
        double shapeAhead = belief.Shape;
        for (int h = 0; h < horizon; h++)
        {
            shapeAhead = Math.Max(0.05, shapeAhead * belief.Discount);
            bins[h] = new NegativeBinomialDistribution(shapeAhead, mean);
        }

        return bins;
    }
}
