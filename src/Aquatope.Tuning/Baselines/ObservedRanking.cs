using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Ranks tried configurations by what was measured of them, without any model of those not tried.</summary>
internal static class ObservedRanking
{
    // With a single execution nothing is known of its spread; a tenth is what machines do at rest.
    private const double PriorDeviation = 0.1;
    private const double PriorDegrees = 4;

    /// <summary>Returns the tried configurations, those that probably meet the objective first, each group by cost.</summary>
    public static IReadOnlyList<Recommendation> Of(TuningProblem problem, IReadOnlyList<Trial> trials, int count)
    {
        double deviation = PooledDeviation(trials);
        Recommendation[] ranked = [.. trials.Where(trial => trial.Executions.Length > 0)
            .GroupBy(trial => trial.Configuration)
            .Select(group => Describe(problem, group.Key, [.. group.SelectMany(trial => trial.Executions)], deviation))
            .OrderByDescending(item => item.FeasibleProbability >= 0.95)
            .ThenBy(item => item.FeasibleProbability >= 0.95 ? item.Cost : 1 - item.FeasibleProbability)
            .Take(count)];
        return ranked.Length > 0 ? ranked : [new Recommendation(problem.Fallback, 0, 0, 0)];
    }

    /// <summary>Returns the standard deviation of log latency among the executions of one trial, pooled over trials.</summary>
    public static double PooledDeviation(IReadOnlyList<Trial> trials)
    {
        double squares = PriorDegrees * PriorDeviation * PriorDeviation;
        double degrees = PriorDegrees;
        foreach (Trial trial in trials)
        {
            double[] logs = [.. trial.Executions.Where(execution => !execution.Failed && execution.LatencyMs > 0).Select(execution => Math.Log(execution.LatencyMs))];
            if (logs.Length > 1)
            {
                double mean = logs.Average();
                squares += logs.Sum(log => (log - mean) * (log - mean));
                degrees += logs.Length - 1;
            }
        }

        return Math.Sqrt(squares / degrees);
    }

    private static Recommendation Describe(
        TuningProblem problem, Configuration configuration, TrialExecution[] executions, double deviation)
    {
        double required = problem.Objective.Percentile / 100;
        double z = NormalDistribution.Quantile(required);
        double[] logs = [.. executions.Where(execution => !execution.Failed && execution.LatencyMs > 0).Select(execution => Math.Log(execution.LatencyMs))];
        double cost = executions.Average(execution => execution.Cost);
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
