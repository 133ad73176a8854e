using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>Decides whether an objective can be met at all.</summary>
public static class Reachability
{
    // Below these the surrogate may yet find a combination that none of the first trials had. An untried one gets more
    // credit: beside its processors it may have the memory that the tried one lacked.
    private const double Factor = 1.5;
    private const double FactorUntried = 3;

    // One execution may be slow for any reason; a short search may end no more than that.
    private const int FewestHopeless = 3;

    /// <summary>
    /// Tells whether the trials leave no hope: the fastest execution of one is far from the objective, even if it became
    /// faster in proportion to the processors that the largest configuration adds.
    /// </summary>
    /// <param name="problem">The problem; only knobs whose role is known to be a processor share are believed to make stages faster.</param>
    /// <param name="trials">The trials so far.</param>
    /// <returns>True when it is worth asking production, see <see cref="OutOfReach"/>.</returns>
    public static bool LooksOutOfReach(TuningProblem problem, IReadOnlyList<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(trials);
        (int Index, double Greatest)[] processors =
        [
            .. problem.Space.Knobs.Select((knob, i) => (Knob: knob, Index: i)).Where(item => item.Knob.Role == KnobRole.Processor)
                .Select(item => (item.Index, item.Knob.Greatest)),
        ];
        return processors.Length > 0 && trials.Any(trial =>
        {
            double speedUp = processors.Max(processor => processor.Greatest / trial.Configuration[processor.Index]);
            double factor = speedUp > 1 ? FactorUntried * speedUp : Factor;
            return Latencies(trial).DefaultIfEmpty(0).Min() > factor * problem.Objective.Bound.TotalMilliseconds;
        });
    }

    /// <summary>Tells whether the objective is out of reach: the trials leave no hope, and no execution anywhere came near.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="trials">The trials so far.</param>
    /// <param name="production">Latencies of recent executions in production, in milliseconds.</param>
    /// <returns>A sentence with the fastest execution, or null while there is hope.</returns>
    public static string? OutOfReach(TuningProblem problem, IReadOnlyList<Trial> trials, IEnumerable<double> production)
    {
        if (!LooksOutOfReach(problem, trials))
        {
            return null;
        }

        double[] latencies = [.. trials.SelectMany(Latencies), .. production];
        return latencies.Length >= FewestHopeless && latencies.Min() > Factor * problem.Objective.Bound.TotalMilliseconds
            ? string.Create(CultureInfo.InvariantCulture, $"the fastest of {latencies.Length} executions took {latencies.Min():0} ms")
            : null;
    }

    private static IEnumerable<double> Latencies(Trial trial) => trial.Executions.Where(run => !run.Failed).Select(run => run.LatencyMs);
}
