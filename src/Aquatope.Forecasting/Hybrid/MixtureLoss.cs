namespace Aquatope.Forecasting;

/// <summary>The likelihood of the outputs of <see cref="MixtureHead"/>.</summary>
internal static class MixtureLoss
{
    /// <summary>The number of logistic distributions.</summary>
    public const int Components = 3;

    private const double MiddleLogScale = -1.25;
    private const double LogScaleReach = 2.75;

    /// <summary>Returns the scale of a component.</summary>
    /// <param name="output">The output that stands for its logarithm.</param>
    /// <param name="slope">The derivative of the logarithm by the output.</param>
    /// <returns>The scale.</returns>
    public static double BoundedScale(double output, out double slope)
    {
        double squashed = Math.Tanh((output - MiddleLogScale) / LogScaleReach);
        slope = 1 - (squashed * squashed);
        return Math.Exp(MiddleLogScale + (LogScaleReach * squashed));
    }

    /// <summary>Returns the loss of one outcome.</summary>
    /// <param name="outputs">The outputs of <see cref="MixtureHead"/>.</param>
    /// <param name="target">What happened.</param>
    /// <param name="gradient">Receives the gradient by the outputs.</param>
    /// <returns>Minus the logarithm of its probability.</returns>
    public static double Of(ReadOnlySpan<double> outputs, HeadTarget target, Span<double> gradient)
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

    // log σ(x) without overflow.
    private static double LogSigmoid(double x) => x < 0 ? x - Math.Log(1 + Math.Exp(x)) : -Math.Log(1 + Math.Exp(-x));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

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
