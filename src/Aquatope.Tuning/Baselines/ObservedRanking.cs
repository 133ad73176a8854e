using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Ranks tried configurations by what was measured of them, without any model of those not tried.</summary>
internal static class ObservedRanking
{
    /// <summary>Returns the tried configurations, those that probably meet the objective first, each group by cost.</summary>
    public static IReadOnlyList<Recommendation> Of(TuningProblem problem, IReadOnlyList<Trial> trials, int count)
    {
        double deviation = TrialObservations.PooledDeviation(trials);
        Recommendation[] ranked = [.. Recommendation.ByTrust(trials.Where(trial => trial.Executions.Length > 0)
            .GroupBy(trial => trial.Configuration)
            .Select(group => Describe(problem, group.Key, [.. group.SelectMany(trial => trial.Executions)], deviation))).Take(count)];
        return ranked.Length > 0 ? ranked : [new Recommendation(problem.Fallback, 0, 0, 0)];
    }

    private static Recommendation Describe(
        TuningProblem problem, Configuration configuration, TrialExecution[] executions, double deviation)
    {
        double required = problem.Objective.Percentile / 100;
        double z = NormalDistribution.Quantile(required);
        double[] logs = [.. executions.Where(execution => !execution.Failed && execution.LatencyMs > 0).Select(execution => Math.Log(execution.LatencyMs))];
        double cost = TrialExecution.MeanCost(executions);
        if (logs.Length == 0)
        {
            return new Recommendation(configuration, cost, executions.Max(execution => execution.LatencyMs), 0);
        }

        double mean = logs.Average();
        double quantile = mean + (z * deviation);
        double margin = Math.Log(problem.Objective.Bound.TotalMilliseconds) - quantile;
        double survived = (double)logs.Length / executions.Length >= required ? 1 : 0;
        double feasible = survived * NormalDistribution.Cdf(margin * Math.Sqrt(logs.Length) / deviation);
        return new Recommendation(configuration, cost, Math.Exp(quantile), feasible);
    }
}
