using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Trials as the black-box tuner sees them: log cost, and the log of latency over bound as the one constraint.</summary>
internal static class TrialObservations
{
    // With a single execution nothing is known of its spread; a tenth is what machines do at rest.
    private const double PriorDeviation = 0.1;
    private const double PriorDegrees = 4;

    /// <summary>Makes observations of the trials that have executions, one for each.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="trials">The trials; at least one with an execution.</param>
    /// <returns>The observations, in the order of those trials.</returns>
    public static Observations Of(TuningProblem problem, IReadOnlyList<Trial> trials)
    {
        double pooled = PooledDeviation(trials);
        double slowest = trials.SelectMany(trial => trial.Executions).Max(execution => execution.LatencyMs);
        double worst = Math.Log(2 * Math.Max(problem.Objective.Bound.TotalMilliseconds, slowest));
        double[] costs = [.. trials.SelectMany(trial => trial.Executions).Where(execution => !execution.Failed).Select(LogCost)];
        double typical = costs.Length == 0 ? 0 : Percentiles.Of(costs, 50);
        return new Observations(
            Matrix.OfRows([.. trials.Select(trial => problem.Space.Encode(trial.Configuration))]),
            [.. trials.Select(trial => trial.Executions.Where(execution => !execution.Failed).Select(LogCost).DefaultIfEmpty(typical).Average())],
            [[.. trials.Select(trial => LogLatencyOverBound(problem.Objective, trial, worst, pooled))]],
            [.. trials.Select(trial => 1.0 / trial.Executions.Length)]);
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

    private static double LogCost(TrialExecution execution) => Math.Log(Math.Max(1e-15, execution.Cost));

    // A failed execution counts as twice the bound, or twice the greatest latency seen; what it cost until then says nothing of the knobs.
    private static double LogLatencyOverBound(LatencyObjective objective, Trial trial, double worst, double pooled)
    {
        double mean = trial.Executions.Average(execution => execution.Failed ? worst : Math.Log(Math.Max(1e-3, execution.LatencyMs)));
        return mean + (NormalDistribution.Quantile(objective.Percentile / 100) * pooled) - Math.Log(objective.Bound.TotalMilliseconds);
    }
}
