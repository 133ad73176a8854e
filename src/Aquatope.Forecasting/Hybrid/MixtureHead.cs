using System.Numerics;

namespace Aquatope.Forecasting;

/// <summary>A probability of zero, and a mixture of logistic distributions on the network's scale, of whole counts.</summary>
/// <remarks>
/// P(Y ≤ y) = w₀ + Σ wₖ σ((g(y + ½) - mₖ) / sₖ), where g maps counts to the network's scale relative to the anchor: the discretised logistic
/// mixture of Salimans et al. (2017), section 2.1, censored at zero and with an atom there. Outputs are the logits of the
/// weights, the locations, and the logarithms of the scales, these bounded smoothly to between -4 and 1.5.
/// </remarks>
internal sealed class MixtureHead : IPredictionHead
{
    private const float Reach = 9;

    /// <inheritdoc/>
    public int Outputs => 1 + (3 * MixtureLoss.Components);

    /// <inheritdoc/>
    public void InitializeBiases(Span<float> biases)
    {
        biases.Clear();
        biases[0] = -1;
        for (int k = 0; k < MixtureLoss.Components; k++)
        {
            // Spread out, else equal components would learn the same.
            biases[1 + MixtureLoss.Components + k] = k - ((MixtureLoss.Components - 1) / 2f);
            biases[1 + (2 * MixtureLoss.Components) + k] = -1;
        }
    }

    /// <inheritdoc/>
    public double Loss(MatrixView outputs, ReadOnlySpan<HeadTarget> targets, bool withGradient)
    {
        Span<double> column = stackalloc double[1 + (3 * MixtureLoss.Components)];
        Span<double> gradient = stackalloc double[1 + (3 * MixtureLoss.Components)];
        double loss = 0;
        for (int b = 0; b < targets.Length; b++)
        {
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = outputs.Row(i)[b];
            }

            loss += MixtureLoss.Of(column, targets[b], gradient);
            for (int i = 0; withGradient && i < column.Length; i++)
            {
                outputs.Row(i)[b] = (float)gradient[i];
            }
        }

        return loss;
    }

    /// <inheritdoc/>
    public CountGrid Distribution(ConstMatrixView outputs, SeriesScale scale, double anchor)
    {
        int passes = outputs.Columns;
        var weights = new FloatMatrix(MixtureLoss.Components + 1, passes);
        var inverse = new FloatMatrix(MixtureLoss.Components, passes);
        (float lower, float upper) = Decode(outputs, weights, inverse);
        double zero = scale.ScaledUnits(0);
        double[] counts = CountGrid.CountsBetween(scale, Math.Max(lower + anchor, zero), Math.Max(upper + anchor, zero), anchor);
        float atom = 0;
        foreach (float weight in weights.Row(0))
        {
            atom += weight;
        }

        var cdf = new double[counts.Length];
        for (int j = 0; j < counts.Length; j++)
        {
            float edge = (float)(scale.ScaledUnits(counts[j] + 0.5) - anchor);
            float sum = atom;
            for (int k = 0; k < MixtureLoss.Components; k++)
            {
                sum += WeightedCdf(weights.Row(k + 1), outputs.Row(1 + MixtureLoss.Components + k), inverse.Row(k), edge);
            }

            // Rounding must not let the function fall.
            cdf[j] = Math.Clamp(sum / passes, j == 0 ? 0 : cdf[j - 1], 1);
        }

        return new CountGrid(counts, cdf);
    }

    // Weights and inverse scales per pass; and between which scaled values nearly everything lies.
    private static (float Lower, float Upper) Decode(ConstMatrixView outputs, FloatMatrix weights, FloatMatrix inverse)
    {
        float lower = float.PositiveInfinity;
        float upper = float.NegativeInfinity;
        for (int t = 0; t < outputs.Columns; t++)
        {
            DecodeWeights(outputs, t, weights);
            for (int k = 0; k < MixtureLoss.Components; k++)
            {
                float location = outputs.Row(1 + MixtureLoss.Components + k)[t];
                float scale = (float)MixtureLoss.BoundedScale(outputs.Row(1 + (2 * MixtureLoss.Components) + k)[t], out _);
                inverse.Row(k)[t] = 1 / scale;

                // How far a component's tail matters falls with its weight: w exp(-reach) stays below 2 · 10⁻⁴.
                float reach = Math.Clamp(Reach + MathF.Log(Math.Max(weights.Row(k + 1)[t], 1e-9f)), 0, Reach);
                if (reach > 0)
                {
                    lower = Math.Min(lower, location - (reach * scale));
                    upper = Math.Max(upper, location + (reach * scale));
                }
            }
        }

        return (Math.Min(lower, upper), upper);
    }

    private static void DecodeWeights(ConstMatrixView outputs, int pass, FloatMatrix weights)
    {
        double greatest = double.NegativeInfinity;
        for (int k = 0; k <= MixtureLoss.Components; k++)
        {
            greatest = Math.Max(greatest, outputs.Row(k)[pass]);
        }

        double sum = 0;
        for (int k = 0; k <= MixtureLoss.Components; k++)
        {
            sum += Math.Exp(outputs.Row(k)[pass] - greatest);
        }

        for (int k = 0; k <= MixtureLoss.Components; k++)
        {
            weights.Row(k)[pass] = (float)(Math.Exp(outputs.Row(k)[pass] - greatest) / sum);
        }
    }

    private static float WeightedCdf(ReadOnlySpan<float> weights, ReadOnlySpan<float> locations, ReadOnlySpan<float> inverse, float edge)
    {
        var edges = new Vector<float>(edge);
        Vector<float> sums = default;
        int t = 0;
        for (; t + Vector<float>.Count <= weights.Length; t += Vector<float>.Count)
        {
            Vector<float> argument = (edges - new Vector<float>(locations[t..])) * new Vector<float>(inverse[t..]);
            sums += new Vector<float>(weights[t..]) * Activations.Sigmoid(argument);
        }

        float sum = Vector.Sum(sums);
        for (; t < weights.Length; t++)
        {
            sum += weights[t] / (1 + MathF.Exp((locations[t] - edge) * inverse[t]));
        }

        return sum;
    }
}
