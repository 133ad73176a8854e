namespace Aquatope.Inference;

/// <summary>Closed forms of expected improvement over the best value, for minimisation.</summary>
/// <remarks>Jones, Schonlau and Welch (1998); with constraints Gardner et al. (2014); logarithms Ament et al. (2023).</remarks>
public static class ExpectedImprovement
{
    /// <summary>Returns E[max(best − f, 0)].</summary>
    /// <param name="mean">Mean of f.</param>
    /// <param name="standardDeviation">Standard deviation of f; not negative.</param>
    /// <param name="best">The value to improve on.</param>
    /// <returns>A number of at least zero.</returns>
    public static double Value(double mean, double standardDeviation, double best)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        return standardDeviation == 0
            ? Math.Max(0, best - mean)
            : standardDeviation * NormalDistribution.ImprovementFactor((best - mean) / standardDeviation);
    }

    /// <summary>Returns the logarithm of <see cref="Value"/>, finite where that underflows.</summary>
    /// <param name="mean">Mean of f.</param>
    /// <param name="standardDeviation">Standard deviation of f; not negative.</param>
    /// <param name="best">The value to improve on.</param>
    /// <returns>The logarithm; minus infinity only where an improvement is impossible.</returns>
    public static double LogValue(double mean, double standardDeviation, double best)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        return standardDeviation == 0
            ? Math.Log(Math.Max(0, best - mean))
            : Math.Log(standardDeviation) + NormalDistribution.LogImprovementFactor((best - mean) / standardDeviation);
    }

    /// <summary>Returns the log probability that every constraint value is at most zero.</summary>
    /// <param name="means">Means of the constraint values.</param>
    /// <param name="standardDeviations">Their standard deviations; positive.</param>
    /// <returns>A number of at most zero.</returns>
    public static double LogProbabilityOfFeasibility(ReadOnlySpan<double> means, ReadOnlySpan<double> standardDeviations)
    {
        double sum = 0;
        for (int j = 0; j < means.Length; j++)
        {
            sum += NormalDistribution.LogCdf(-means[j] / standardDeviations[j]);
        }

        return sum;
    }
}
