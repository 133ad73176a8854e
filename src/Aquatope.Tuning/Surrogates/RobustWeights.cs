namespace Aquatope.Tuning;

/// <summary>Weights that keep a few disturbed executions from bending a surrogate.</summary>
/// <remarks>
/// The weights of a Student-t likelihood (Lange, Little and Taylor 1989), at two levels: a disturbance of the machine
/// shifts every stage of an execution, one of a worker a single call. Nothing is ever dropped, and where replicates of one
/// configuration agree with each other they are believed against the model: slow is not the same as anomalous.
/// </remarks>
internal static class RobustWeights
{
    private const double DegreesOfFreedom = 4;
    private const double LeastScale = 0.02;

    /// <summary>Returns the weight of a standardised residual: one at zero, one half at 2 deviations, a twenty-sixth at 10.</summary>
    public static double Of(double z) => DegreesOfFreedom / (DegreesOfFreedom + (z * z));

    /// <summary>Returns a robust standard deviation about zero, from the median absolute value.</summary>
    public static double Scale(IReadOnlyCollection<double> residuals) =>
        residuals.Count == 0 ? LeastScale : Math.Max(LeastScale, 1.4826 * Percentiles.Of(residuals.Select(Math.Abs), 50));

    /// <summary>Replaces the model's residuals by deviations from the configuration's median where at least three replicates exist.</summary>
    public static double[] Residuals(IReadOnlyList<StageObservation> observations, IReadOnlyList<double> modelResiduals)
    {
        double[] residuals = [.. modelResiduals];
        foreach (IGrouping<int, int> group in Enumerable.Range(0, observations.Count).GroupBy(i => observations[i].Trial))
        {
            int[] members = [.. group];
            if (members.Select(i => observations[i].Run).Distinct().Count() < 3)
            {
                continue;
            }

            double median = Percentiles.Of(members.Select(i => observations[i].LogMs), 50);
            foreach (int i in members)
            {
                residuals[i] = observations[i].LogMs - median;
            }
        }

        return residuals;
    }

    /// <summary>Returns the weight of each execution from the median residual of its calls.</summary>
    public static double[] OfRuns(int runs, IEnumerable<(IReadOnlyList<StageObservation> Observations, double[] Residuals)> stages)
    {
        var byRun = new List<double>[runs];
        foreach ((IReadOnlyList<StageObservation> observations, double[] residuals) in stages)
        {
            for (int i = 0; i < observations.Count; i++)
            {
                (byRun[observations[i].Run] ??= []).Add(residuals[i]);
            }
        }

        double[] shifts = [.. byRun.Select(values => values is null ? 0 : Percentiles.Of(values, 50))];
        double scale = Scale([.. shifts.Where((_, run) => byRun[run] is not null)]);
        return [.. shifts.Select(shift => Of(shift / scale))];
    }
}
