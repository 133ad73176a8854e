using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>The paper's output: the scaled count relative to the anchor (as published: the first of the window), by squared error.</summary>
/// <param name="InherentDeviation">Standard deviation of the held-out residuals on the network's scale: the noise that no model explains.</param>
/// <remarks>
/// Zhu and Laptev (2017), section 3.1.3: variance = variance over Monte Carlo passes + inherent noise. Decoding adds the
/// anchor back; counts below zero count as zero, and are rounded to whole ones.
/// </remarks>
internal sealed record SquaredErrorHead(double InherentDeviation) : IPredictionHead
{
    private const double Reach = 6;

    /// <inheritdoc/>
    public int Outputs => 1;

    /// <inheritdoc/>
    public void InitializeBiases(Span<float> biases) => biases.Clear();

    /// <inheritdoc/>
    public double Loss(MatrixView outputs, ReadOnlySpan<HeadTarget> targets, bool withGradient)
    {
        Span<float> predictions = outputs.Row(0);
        double loss = 0;
        for (int b = 0; b < targets.Length; b++)
        {
            double error = predictions[b] - targets[b].Value;
            loss += error * error;
            if (withGradient)
            {
                predictions[b] = (float)(2 * error);
            }
        }

        return loss;
    }

    /// <inheritdoc/>
    public CountGrid Distribution(ConstMatrixView outputs, SeriesScale scale, double anchor)
    {
        ReadOnlySpan<float> predictions = outputs.Row(0);
        double mean = 0;
        foreach (float prediction in predictions)
        {
            mean += prediction;
        }

        mean /= predictions.Length;
        double variance = 0;
        foreach (float prediction in predictions)
        {
            variance += (prediction - mean) * (prediction - mean);
        }

        double deviation = Math.Sqrt((variance / predictions.Length) + (InherentDeviation * InherentDeviation));
        mean += anchor;
        double[] counts = CountGrid.CountsBetween(scale, mean - (Reach * deviation), mean + (Reach * deviation), anchor);
        double[] cdf = [.. counts.Select(count => NormalDistribution.Cdf((scale.ScaledUnits(count + 0.5) - mean) / deviation))];
        return new CountGrid(counts, cdf);
    }
}
