namespace Aquatope.Forecasting;

/// <summary>Counts are Poisson with a rate that drifts: a gamma belief about the rate, which forgets exponentially.</summary>
/// <remarks>
/// The discounted conjugate update of West and Harrison (1997), section 10.8: both gamma parameters are multiplied by the
/// discount before each count is added, so a prediction is negative binomial. The discount is chosen among a few by the
/// likelihood of the one-step predictions of the latest part of the series. Further ahead the belief is discounted once
/// more per bin, so uncertainty grows with the horizon.
/// </remarks>
public sealed class GammaPoissonForecaster : ForecasterBase
{
    private const double PriorShape = 0.5;
    private const double PriorRate = 0.5;
    private const int ScoredBins = 1000;

    private static readonly double[] Discounts = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995];

    /// <inheritdoc/>
    public override string Name => "gamma-poisson";

    /// <inheritdoc/>
    public override int LeastBins => 3;

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon)
    {
        double best = double.NegativeInfinity;
        (double Shape, double Rate, double Discount) belief = default;
        foreach (double discount in Discounts)
        {
            (double score, double shape, double rate) = Filter(history.Counts, discount);
            if (score > best)
            {
                best = score;
                belief = (shape, rate, discount);
            }
        }

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

    private static (double Score, double Shape, double Rate) Filter(ReadOnlySpan<double> counts, double discount)
    {
        double shape = PriorShape;
        double rate = PriorRate;
        double score = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            // A little of the prior flows back, so that a long silence cannot make the belief in zero absolute.
            shape = (discount * shape) + ((1 - discount) * PriorShape * 0.1);
            rate = (discount * rate) + ((1 - discount) * PriorRate * 0.1);
            if (i >= counts.Length - ScoredBins)
            {
                score += new NegativeBinomialDistribution(shape, shape / rate).LogProbability(counts[i]);
            }

            shape += counts[i];
            rate++;
        }

        return (score, shape, rate);
    }
}
