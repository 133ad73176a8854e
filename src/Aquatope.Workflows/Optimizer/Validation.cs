using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Decides whether measured executions justify a configuration. Pure.</summary>
internal static class Validation
{
    /// <summary>
    /// How unlikely the violations seen must be, were the objective met, before it counts as broken. A canary is looked at
    /// again and again: five looks at one in a hundred make about one in twenty.
    /// </summary>
    public const double Significance = 0.01;

    // Executions that began in one burst are late together. So few as these say nothing, unless every one was late.
    private const int FewestOfCanary = 5;
    private const int FewestOfCanaryAllLate = 3;

    // Below these the surrogate may yet find a combination that none of the first trials had. An untried one gets more
    // credit: beside its processors it may have the memory that the tried one lacked.
    private const double OutOfReachFactor = 1.5;
    private const double OutOfReachFactorUntried = 3;

    // One execution may be slow for any reason; a short search may end no more than that.
    private const int FewestHopeless = 3;

    /// <summary>Judges a candidate by its validation trial: it must meet the objective as measured, and cost less than the baseline did.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="validation">The candidate's validation trial.</param>
    /// <param name="trials">Every trial of the cycle; those of the baseline give its cost.</param>
    /// <returns>The verdict and its reason.</returns>
    public static ValidationVerdict Judge(WorkflowProblem problem, WorkflowTrial validation, IReadOnlyList<WorkflowTrial> trials)
    {
        IReadOnlyList<TrialExecution> runs = Evidence(validation.Executions);
        int violations = Violations(problem.Objective, runs);
        if (violations > AllowedViolations(problem.Objective, runs.Count))
        {
            return new ValidationVerdict(false, string.Create(
                CultureInfo.InvariantCulture, $"{violations} of {runs.Count} validation executions missed {problem.Objective}"));
        }

        double cost = runs.Average(run => run.Cost);
        IReadOnlyList<TrialExecution> baseline =
            Evidence([.. trials.Where(trial => trial.Configuration == problem.Baseline).SelectMany(trial => trial.Executions).Where(run => !run.Failed)]);
        double before = baseline.Count == 0 ? double.PositiveInfinity : baseline.Average(run => run.Cost);
        bool baselineMeets = baseline.Count > 0
            && baseline.Count(run => run.LatencyMs > problem.Objective.Bound.TotalMilliseconds) <= AllowedViolations(problem.Objective, baseline.Count);
        return cost < before || !baselineMeets
            ? new ValidationVerdict(true, string.Create(
                CultureInfo.InvariantCulture, $"{violations} of {runs.Count} validation executions missed {problem.Objective}; cost {cost / before:P0} of before"))
            : new ValidationVerdict(false, string.Create(
                CultureInfo.InvariantCulture, $"it costs {cost / before:P0} of the configuration in production, which meets {problem.Objective}"));
    }

    /// <summary>Returns how many executions a validation may take, those repeated that other processes disturbed.</summary>
    /// <param name="sufficient">How many undisturbed ones it needs.</param>
    /// <returns>Half as many again.</returns>
    public static int MostExecutions(int sufficient) => sufficient + (sufficient / 2);

    /// <summary>Tells whether a validation can end: enough undisturbed executions are measured, or it cannot be passed any more.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="measured">The executions so far.</param>
    /// <param name="sufficient">How many undisturbed ones it needs.</param>
    /// <returns>True when no further execution would change the verdict.</returns>
    public static bool IsComplete(LatencyObjective objective, IReadOnlyList<TrialExecution> measured, int sufficient)
    {
        TrialExecution[] undisturbed = [.. measured.Where(run => !IsDisturbed(run))];
        return undisturbed.Length >= sufficient || Violations(objective, undisturbed) > AllowedViolations(objective, sufficient);
    }

    /// <summary>
    /// Tells whether the trials leave no hope: the fastest execution of one is far from the objective, even if it became
    /// faster in proportion to the processors that the largest configuration adds.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="trials">The trials so far.</param>
    /// <returns>True when it is worth asking production, see <see cref="OutOfReach"/>.</returns>
    public static bool LooksOutOfReach(WorkflowProblem problem, IReadOnlyList<WorkflowTrial> trials) => trials.Any(trial =>
    {
        double speedUp = problem.Stages.Max(stage => stage.Value.Cpu[^1] / trial.Configuration.Stages[stage.Key].Cpu);
        double factor = speedUp > 1 ? OutOfReachFactorUntried * speedUp : OutOfReachFactor;
        return Latencies(trial).DefaultIfEmpty(0).Min() > factor * problem.Objective.Bound.TotalMilliseconds;
    });

    /// <summary>Tells whether the objective is out of reach: the trials leave no hope, and no execution anywhere came near.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="trials">The trials so far.</param>
    /// <param name="production">Latencies of recent executions in production, in milliseconds.</param>
    /// <returns>A sentence with the fastest execution, or null while there is hope.</returns>
    public static string? OutOfReach(WorkflowProblem problem, IReadOnlyList<WorkflowTrial> trials, IEnumerable<double> production)
    {
        double[] latencies = [.. trials.SelectMany(Latencies), .. production];
        return LooksOutOfReach(problem, trials)
            && latencies.Length >= FewestHopeless
            && latencies.Min() > OutOfReachFactor * problem.Objective.Bound.TotalMilliseconds
            ? string.Create(CultureInfo.InvariantCulture, $"the fastest of {latencies.Length} executions took {latencies.Min():0} ms")
            : null;
    }

    /// <summary>Judges a configuration by the production executions since it came into force.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="executions">The executions.</param>
    /// <returns>Worse, when so many violations would be unlikely if the objective were met.</returns>
    public static CanaryVerdict JudgeCanary(LatencyObjective objective, IReadOnlyList<WorkflowReport> executions)
    {
        int violations = executions.Count(execution => execution.Failed || execution.Latency > objective.Bound);
        double likelihood = ProbabilityOfAtLeast(violations, executions.Count, 1 - (objective.Percentile / 100));
        bool enough = executions.Count >= FewestOfCanary || (executions.Count >= FewestOfCanaryAllLate && violations == executions.Count);
        return new CanaryVerdict(executions.Count, enough && likelihood < Significance, string.Create(
            CultureInfo.InvariantCulture, $"{violations} of {executions.Count} production executions missed {objective}"));
    }

    /// <summary>
    /// Returns the executions that tell something about the configuration: those that other processes took no processor time
    /// from. Where they are the lesser part, the machine is like that, and all count.
    /// </summary>
    private static IReadOnlyList<TrialExecution> Evidence(IReadOnlyList<TrialExecution> runs)
    {
        TrialExecution[] undisturbed = [.. runs.Where(run => !IsDisturbed(run))];
        return 2 * undisturbed.Length >= runs.Count ? undisturbed : runs;
    }

    private static IEnumerable<double> Latencies(WorkflowTrial trial) => trial.Executions.Where(run => !run.Failed).Select(run => run.LatencyMs);

    private static bool IsDisturbed(TrialExecution run) => run.Stages.Any(stage => stage.Contended);

    private static int Violations(LatencyObjective objective, IEnumerable<TrialExecution> executions) =>
        executions.Count(run => run.Failed || run.LatencyMs > objective.Bound.TotalMilliseconds);

    /// <summary>Returns how many of a number of executions may miss the bound: the share beyond the percentile, exactly.</summary>
    private static int AllowedViolations(LatencyObjective objective, int executions) =>
        (int)Math.Floor(((decimal)(100 - objective.Percentile) / 100m) * executions);

    /// <summary>Returns the upper tail of the binomial distribution.</summary>
    /// <param name="successes">The least number of successes.</param>
    /// <param name="trials">The number of trials.</param>
    /// <param name="probability">The probability of a success, in (0, 1).</param>
    /// <returns>The probability of at least that many successes.</returns>
    internal static double ProbabilityOfAtLeast(int successes, int trials, double probability)
    {
        double term = Math.Pow(1 - probability, trials);
        double below = 0;
        for (int k = 0; k < successes; k++)
        {
            below += term;
            term *= (trials - k) / (k + 1.0) * probability / (1 - probability);
        }

        return Math.Max(0, 1 - below);
    }
}
