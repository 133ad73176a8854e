namespace Aquatope.Inference;

/// <content>The logarithm, with a gradient that does not vanish where the value does.</content>
public sealed partial class ConstrainedNoisyExpectedImprovement
{
    /// <summary>The width, in units of the objective, over which an improvement fades into none.</summary>
    private const double ImprovementWidth = 1e-5;

    /// <summary>Returns the logarithm of the acquisition value of one more point, and its gradient.</summary>
    /// <param name="x">The point, [d].</param>
    /// <param name="gradient">Receives the derivatives by the point's coordinates, [d]; empty where they are not wanted, which halves the cost.</param>
    /// <returns>The logarithm of a smooth form of <see cref="Value"/>; finite everywhere.</returns>
    /// <remarks>
    /// Ament et al. (2023), section 4: "fat" forms of improvement and feasibility, whose tails fall off as powers, and the
    /// mean over samples taken of logarithms. Where the expected improvement is above about a hundred-thousandth, the two agree.
    /// </remarks>
    public double LogValue(ReadOnlySpan<double> x, Span<double> gradient)
    {
        int point = _objective.Add(x);
        foreach (PosteriorSampler constraint in _constraints)
        {
            constraint.Add(x);
        }

        var weights = new double[_best.Length];
        double value = LogMean(point, weights);
        if (!gradient.IsEmpty)
        {
            gradient.Clear();
            AddGradient(point, weights, gradient);
        }

        _objective.Truncate(point);
        foreach (PosteriorSampler constraint in _constraints)
        {
            constraint.Truncate(point);
        }

        return value;
    }

    /// <summary>Returns the log mean over samples; weights receive each sample's share of it.</summary>
    private double LogMean(int point, double[] weights)
    {
        double greatest = double.NegativeInfinity;
        for (int s = 0; s < weights.Length; s++)
        {
            double log = FatTail.LogSoftplus((_best[s] - _objective[point][s]) / ImprovementWidth).Value;
            foreach (PosteriorSampler constraint in _constraints)
            {
                log += FatTail.LogSigmoid(-constraint[point][s] / FeasibilityScale).Value;
            }

            weights[s] = log;
            greatest = Math.Max(greatest, log);
        }

        double sum = 0;
        for (int s = 0; s < weights.Length; s++)
        {
            weights[s] = Math.Exp(weights[s] - greatest);
            sum += weights[s];
        }

        for (int s = 0; s < weights.Length; s++)
        {
            weights[s] /= sum;
        }

        return Math.Log(ImprovementWidth) + greatest + Math.Log(sum / weights.Length);
    }

    private void AddGradient(int point, double[] weights, Span<double> gradient)
    {
        var slopes = new double[weights.Length];
        for (int s = 0; s < weights.Length; s++)
        {
            slopes[s] = -weights[s] * FatTail.LogSoftplus((_best[s] - _objective[point][s]) / ImprovementWidth).Slope / ImprovementWidth;
        }

        _objective.AddGradient(slopes, gradient);
        foreach (PosteriorSampler constraint in _constraints)
        {
            for (int s = 0; s < weights.Length; s++)
            {
                slopes[s] = -weights[s] * FatTail.LogSigmoid(-constraint[point][s] / FeasibilityScale).Slope / FeasibilityScale;
            }

            constraint.AddGradient(slopes, gradient);
        }
    }

    private double FeasibilityScale => Options.FeasibilityWidth > 0 ? Options.FeasibilityWidth : 1e-3;
}
