namespace Aquatope.Tuning;

/// <summary>How far the stages of an execution are disturbed together.</summary>
/// <remarks>
/// The mean rank correlation (Spearman 1904) between the first calls of all pairs of stages, drawn to zero while there are
/// few executions: a few outliers do not make it, nor a scale that differs between stages.
/// </remarks>
internal static class StageDependence
{
    // As many imaginary executions are independent.
    private const double PriorExecutions = 4;

    /// <summary>Returns the dependence, in [0, 1]: the share of executions whose calls belong together.</summary>
    public static double Of(IReadOnlyCollection<ObservedExecution> executions)
    {
        string[] stages = [.. executions.SelectMany(execution => execution.Stages).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        double sum = 0;
        int pairs = 0;
        for (int first = 0; first < stages.Length; first++)
        {
            for (int second = first + 1; second < stages.Length; second++)
            {
                ObservedExecution[] both = [.. executions.Where(execution => execution.CallsOf(stages[first]).Length > 0 && execution.CallsOf(stages[second]).Length > 0)];
                sum += both.Length < 3 ? 0 : both.Length / (both.Length + PriorExecutions) * Correlation(
                    Ranks([.. both.Select(execution => execution.CallsOf(stages[first])[0].LogFactor)]),
                    Ranks([.. both.Select(execution => execution.CallsOf(stages[second])[0].LogFactor)]));
                pairs++;
            }
        }

        return pairs == 0 ? 0 : Math.Clamp(sum / pairs, 0, 1);
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort([.. values], order);
        var ranks = new double[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i - ((order.Length - 1) / 2.0);
        }

        return ranks;
    }

    private static double Correlation(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / a.Sum(x => x * x);
}
