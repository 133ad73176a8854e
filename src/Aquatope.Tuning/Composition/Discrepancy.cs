namespace Aquatope.Tuning;

/// <summary>
/// What composition misses: a factor on end-to-end latency, learned from the trials themselves. Configurations that were
/// tried are corrected by what was seen there, as far as it stands out from noise; others share the common factor.
/// </summary>
/// <remarks>Empirical Bayes shrinkage of James and Stein, on the log ratio of observed to composed latency.</remarks>
internal sealed class Discrepancy
{
    private const double LeastDeviation = 0.005;

    private readonly Dictionary<Configuration, (double Mean, double Deviation)> _tried;
    private readonly (double Mean, double Deviation) _untried;
    private readonly double[] _normals;

    private Discrepancy(
        Dictionary<Configuration, (double Mean, double Deviation)> tried, (double Mean, double Deviation) untried, double[] normals)
    {
        _tried = tried;
        _untried = untried;
        _normals = normals;
    }

    /// <summary>Learns the factors from a model that has none yet.</summary>
    public static Discrepancy Learn(WorkflowModel model, ReadOnlySpan<double> normals)
    {
        List<(Configuration Key, double Ratio, double Variance)> ratios = Ratios(model);
        double mean = 0;
        double excess = LeastDeviation * LeastDeviation;
        for (int round = 0; round < 3; round++)
        {
            // Four imaginary configurations that compose exactly keep a handful of trials from inventing a bias.
            double weight = ratios.Sum(ratio => 1 / (ratio.Variance + excess));
            double prior = ratios.Count == 0 ? 1 : 4 * weight / ratios.Count;
            mean = ratios.Sum(ratio => ratio.Ratio / (ratio.Variance + excess)) / (weight + prior);
            if (ratios.Count >= 4)
            {
                excess = Excess([.. ratios.Select(ratio => ratio.Ratio - mean)], Percentiles.Of(ratios.Select(ratio => ratio.Variance), 50));
            }
        }

        var tried = new Dictionary<Configuration, (double, double)>();
        foreach ((Configuration key, double ratio, double variance) in ratios)
        {
            double trust = excess / (excess + variance);
            tried[key] = (mean + (trust * (ratio - mean)), Math.Sqrt(excess * (1 - trust)));
        }

        return new Discrepancy(tried, (mean, Math.Sqrt(excess)), normals.ToArray());
    }

    /// <summary>Returns the correction of a configuration's latency.</summary>
    public LatencyCorrection At(Configuration configuration)
    {
        (double mean, double deviation) = _tried.TryGetValue(configuration, out (double, double) found) ? found : _untried;
        return new LatencyCorrection(mean, deviation, _normals);
    }

    // A robust variance of n values is uncertain by a share of 2.33 / sqrt(n); what noise alone exceeds once in twenty times is
    // not believed: a lucky configuration would pass for a quick one.
    private static double Excess(double[] deviations, double noise)
    {
        double excess = Math.Pow(RobustWeights.Scale(deviations), 2) - noise;
        double chance = 1.645 * 2.33 / Math.Sqrt(deviations.Length) * noise;
        return excess > chance ? Math.Max(LeastDeviation * LeastDeviation, excess) : LeastDeviation * LeastDeviation;
    }

    private static List<(Configuration Key, double Ratio, double Variance)> Ratios(WorkflowModel model)
    {
        TrialEvidence evidence = model.Evidence;
        var evaluation = new Evaluation(model.Samples);
        var ratios = new List<(Configuration, double, double)>();
        var groups = Enumerable.Range(0, evidence.Runs.Length)
            .Where(run => evidence.Ages[evidence.Runs[run].Trial] == 0)
            .Where(run => !evidence.Runs[run].Execution.Failed && evidence.Runs[run].Execution.LatencyMs > 0)
            .GroupBy(run => evidence.Trials[evidence.Runs[run].Trial].Configuration);
        foreach (IGrouping<Configuration, int> group in groups)
        {
            model.Evaluate(group.Key, optimistic: false, evaluation);
            double weight = group.Sum(run => evidence.RunWeights[run]);
            double observed = group.Sum(run => evidence.RunWeights[run] * Math.Log(evidence.Runs[run].Execution.LatencyMs)) / weight;
            double variance = model.LogLatencyVariance(out double composed) / weight;
            ratios.Add((group.Key, observed - composed, variance));
        }

        return ratios;
    }
}

/// <summary>The factor on one configuration's latency, in each posterior sample; the default changes nothing.</summary>
internal readonly record struct LatencyCorrection(double Mean, double Deviation, double[]? Normals)
{
    /// <summary>Returns the factor in one sample.</summary>
    public double Factor(int sample) => Normals is null ? 1 : Math.Exp(Mean + (Deviation * Normals[sample]));
}
