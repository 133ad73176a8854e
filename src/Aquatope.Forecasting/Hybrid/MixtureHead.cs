using System.Numerics;

namespace Aquatope.Forecasting;

/// <summary>A probability of zero, and a mixture of logistic distributions on the network's scale, of whole counts.</summary>
/// <remarks>
/// P(Y ≤ y) = w₀ + Σ wₖ σ((g(y + ½) - mₖ) / sₖ), where g maps counts to the network's scale relative to the anchor: the discretised logistic
/// mixture of Salimans et al. (2017), section 2.1, censored at zero and with an atom there. Outputs are the logits of the
/// weights, the locations, and the logarithms of the scales, these bounded smoothly to ±4.
/// </remarks>
internal sealed class MixtureHead : IPredictionHead
{
    private const int Components = 3;
    private const double LogScaleBound = 4;
    private const float Reach = 9;

    /// <inheritdoc/>
    public int Outputs => 1 + (3 * Components);

    /// <inheritdoc/>
    public void InitializeBiases(Span<float> biases)
    {
        biases.Clear();
        biases[0] = -1;
        for (int k = 0; k < Components; k++)
        {
            // Spread out, else equal components would learn the same.
            biases[1 + Components + k] = k - ((Components - 1) / 2f);
            biases[1 + (2 * Components) + k] = -1;
        }
    }

    /// <inheritdoc/>
    public double Loss(MatrixView outputs, ReadOnlySpan<HeadTarget> targets, bool withGradient)
    {
        Span<double> column = stackalloc double[1 + (3 * Components)];
        Span<double> gradient = stackalloc double[1 + (3 * Components)];
        double loss = 0;
        for (int b = 0; b < targets.Length; b++)
        {
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = outputs.Row(i)[b];
            }

            loss += Loss(column, targets[b], gradient);
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
        var weights = new FloatMatrix(Components + 1, passes);
        var inverse = new FloatMatrix(Components, passes);
        (float lower, float upper) = Decode(outputs, weights, inverse);
        double zero = scale.ScaledUnits(0);
        double[] counts = CountGrid.CountsBetween(scale, Math.Max(lower + anchor, zero), Math.Max(upper + anchor, zero));
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
            for (int k = 0; k < Components; k++)
            {
                sum += WeightedCdf(weights.Row(k + 1), outputs.Row(1 + Components + k), inverse.Row(k), edge);
            }

            // Rounding must not let the function fall.
            cdf[j] = Math.Clamp(sum / passes, j == 0 ? 0 : cdf[j - 1], 1);
        }

        return new CountGrid(counts, cdf);
    }

    private static double BoundedScale(double output, out double slope)
    {
        double squashed = Math.Tanh(output / LogScaleBound);
        slope = 1 - (squashed * squashed);
        return Math.Exp(LogScaleBound * squashed);
    }

    // Weights and inverse scales per pass; and between which scaled values nearly everything lies.
    private static (float Lower, float Upper) Decode(ConstMatrixView outputs, FloatMatrix weights, FloatMatrix inverse)
    {
        float lower = float.PositiveInfinity;
        float upper = float.NegativeInfinity;
        Span<double> exponentials = stackalloc double[Components + 1];
        for (int t = 0; t < outputs.Columns; t++)
        {
            double greatest = double.NegativeInfinity;
            for (int k = 0; k <= Components; k++)
            {
                greatest = Math.Max(greatest, outputs.Row(k)[t]);
            }

            double sum = 0;
            for (int k = 0; k <= Components; k++)
            {
                exponentials[k] = Math.Exp(outputs.Row(k)[t] - greatest);
                sum += exponentials[k];
            }

            weights.Row(0)[t] = (float)(exponentials[0] / sum);
            for (int k = 0; k < Components; k++)
            {
                float weight = (float)(exponentials[k + 1] / sum);
                float location = outputs.Row(1 + Components + k)[t];
                float scale = (float)BoundedScale(outputs.Row(1 + (2 * Components) + k)[t], out _);
                weights.Row(k + 1)[t] = weight;
                inverse.Row(k)[t] = 1 / scale;

                // How far a component's tail matters falls with its weight: w exp(-reach) stays below 10⁻⁴.
                float reach = Math.Clamp(Reach + MathF.Log(Math.Max(weight, 1e-9f)), -Reach, Reach);
                if (reach > 0)
                {
                    lower = Math.Min(lower, location - (reach * scale));
                    upper = Math.Max(upper, location + (reach * scale));
                }
            }
        }

        return (Math.Min(lower, upper), upper);
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

    // log σ(x) without overflow.
    private static double LogSigmoid(double x) => x < 0 ? x - Math.Log(1 + Math.Exp(x)) : -Math.Log(1 + Math.Exp(-x));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Loss(ReadOnlySpan<double> outputs, HeadTarget target, Span<double> gradient)
    {
        Span<double> logWeights = stackalloc double[Components + 1];
        Span<double> logTerms = stackalloc double[Components + 1];
        LogSoftmax(outputs[..(Components + 1)], logWeights);
        bool isZero = float.IsNegativeInfinity(target.Lower);
        logTerms[0] = isZero ? logWeights[0] : double.NegativeInfinity;
        for (int k = 0; k < Components; k++)
        {
            ref double location = ref gradient[1 + Components + k];
            ref double logScale = ref gradient[1 + (2 * Components) + k];
            logTerms[k + 1] = logWeights[k + 1] + LogProbability(
                outputs[1 + Components + k], outputs[1 + (2 * Components) + k], target, out location, out logScale);
        }

        double total = LogSum(logTerms);
        for (int k = 0; k <= Components; k++)
        {
            double responsibility = Math.Exp(logTerms[k] - total);
            gradient[k] = Math.Exp(logWeights[k]) - responsibility;
            if (k > 0)
            {
                gradient[Components + k] *= -responsibility;
                gradient[(2 * Components) + k] *= -responsibility;
            }
        }

        return -total;
    }

    // Of one component, with the derivatives by its location and by the output for its scale.
    private static double LogProbability(double location, double output, HeadTarget target, out double byLocation, out double byScale)
    {
        double scale = BoundedScale(output, out double slope);
        double a = (target.Upper - location) / scale;
        double above = Sigmoid(-a);
        if (float.IsNegativeInfinity(target.Lower))
        {
            byLocation = -above / scale;
            byScale = -a * above * slope;
            return LogSigmoid(a);
        }

        // σ(a) - σ(b) = σ(a) σ(-b) (1 - e^(b-a)) has no cancellation.
        double b = (target.Lower - location) / scale;
        double width = Math.Max(a - b, 1e-12);
        double below = Sigmoid(b);
        double ratio = 1 / (Math.Exp(width) - 1);
        byLocation = (below - above) / scale;
        byScale = ((b * below) - (a * above) - (width * ratio)) * slope;
        return LogSigmoid(a) + LogSigmoid(-b) + Math.Log(-(Math.Exp(-width) - 1));
    }

    private static void LogSoftmax(ReadOnlySpan<double> logits, Span<double> target)
    {
        double total = LogSum(logits);
        for (int k = 0; k < logits.Length; k++)
        {
            target[k] = logits[k] - total;
        }
    }

    private static double LogSum(ReadOnlySpan<double> values)
    {
        double greatest = double.NegativeInfinity;
        foreach (double value in values)
        {
            greatest = Math.Max(greatest, value);
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - greatest);
        }

        return greatest + Math.Log(sum);
    }
}
