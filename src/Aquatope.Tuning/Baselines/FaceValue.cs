namespace Aquatope.Tuning;

/// <summary>What was measured of one configuration, over all its trials, taken as exact.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Cost">Mean cost of its executions that succeeded, of all where none did, in the unit of the measured costs.</param>
/// <param name="LatencyMs">Their latency at the objective's percentile, in milliseconds.</param>
/// <param name="Succeeded">Whether any of them succeeded.</param>
/// <param name="KeepsBound">Whether that latency keeps the bound.</param>
internal sealed record FaceValue(Configuration Configuration, double Cost, double LatencyMs, bool Succeeded, bool KeepsBound)
{
    /// <summary>Sums up trials, in the order in which configurations were first tried; a failed execution counts as twice as slow as any and the bound.</summary>
    public static IReadOnlyList<FaceValue> Of(TuningProblem problem, IReadOnlyList<Trial> trials)
    {
        double bound = problem.Objective.Bound.TotalMilliseconds;
        double failure = 2 * trials.SelectMany(trial => trial.Executions).Select(execution => execution.LatencyMs).Append(bound).Max();
        return [.. trials.Where(trial => trial.Executions.Length > 0)
            .GroupBy(trial => trial.Configuration, trial => trial.Executions)
            .Select(group =>
            {
                TrialExecution[] executions = [.. group.SelectMany(item => item)];
                double latency = Percentiles.Of(
                    executions.Select(execution => execution.Failed ? failure : execution.LatencyMs), problem.Objective.Percentile);
                bool succeeded = executions.Any(execution => !execution.Failed);
                return new FaceValue(group.Key, TrialExecution.MeanCost(executions), latency, succeeded, latency <= bound);
            })];
    }

    /// <summary>
    /// Ranks tried configurations as one does who knows no noise: the cheapest of those seen to keep the bound first, with
    /// probability one; then the others, quickest first, with probability zero.
    /// </summary>
    public static IReadOnlyList<Recommendation> Rank(TuningProblem problem, IReadOnlyList<Trial> trials, int count)
    {
        Recommendation[] ranked = [.. Of(problem, trials)
            .OrderByDescending(item => item.KeepsBound)
            .ThenBy(item => item.KeepsBound ? item.Cost : item.LatencyMs)
            .Take(count)
            .Select(item => new Recommendation(item.Configuration, item.Cost, item.LatencyMs, item.KeepsBound ? 1 : 0))];
        return ranked.Length > 0 ? ranked : [new Recommendation(problem.Fallback, 0, 0, 0)];
    }
}
