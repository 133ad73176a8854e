using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>Decides whether measured executions justify a configuration.</summary>
public static class Validation
{
    /// <summary>
    /// How unlikely the violations seen must be, were the objective met, before it counts as broken. A canary is looked at
    /// again and again: five looks at one in a hundred make about one in twenty.
    /// </summary>
    public const double Significance = 0.01;

    // Executions that began in one burst are late together. So few as these say nothing, unless every one was late.
    private const int FewestOfCanary = 5;
    private const int FewestOfCanaryAllLate = 3;

    /// <summary>Judges a candidate by its validation: it must meet the objective as measured, and cost less than the baseline did.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="validation">The measured executions of the candidate's validation; at least one.</param>
    /// <param name="baseline">Measured executions of what is in force, those of the present epoch; may be none.</param>
    /// <param name="idleSaving">
    /// What the idle workers that are kept for one execution cost less for the candidate than for what is in force, in the price list's currency. Default: zero.
    /// </param>
    /// <returns>The verdict and its reason.</returns>
    public static ValidationVerdict Judge(
        LatencyObjective objective, IReadOnlyList<TrialExecution> validation, IReadOnlyList<TrialExecution> baseline, double idleSaving = 0)
    {
        ArgumentNullException.ThrowIfNull(objective);
        IReadOnlyList<TrialExecution> runs = Evidence(validation);
        int violations = Violations(objective, runs);
        if (violations > AllowedViolations(objective, runs.Count))
        {
            return new ValidationVerdict(false, string.Create(
                CultureInfo.InvariantCulture, $"{violations} of {runs.Count} validation executions missed {objective}"));
        }

        double cost = runs.Average(run => run.Cost);
        IReadOnlyList<TrialExecution> inForce = Evidence([.. baseline.Where(run => !run.Failed)]);
        double before = inForce.Count == 0 ? double.PositiveInfinity : inForce.Average(run => run.Cost);
        bool meets = inForce.Count > 0
            && inForce.Count(run => run.LatencyMs > objective.Bound.TotalMilliseconds) <= AllowedViolations(objective, inForce.Count);
        return cost < before + idleSaving || !meets
            ? new ValidationVerdict(true, string.Create(
                CultureInfo.InvariantCulture, $"{violations} of {runs.Count} validation executions missed {objective}; cost {cost / before:P0} of before{IdleWorkers(idleSaving)}"))
            : new ValidationVerdict(false, string.Create(
                CultureInfo.InvariantCulture, $"it costs {cost / before:P0} of the configuration in production, which meets {objective}{IdleWorkers(idleSaving)}"));
    }

    private static string IdleWorkers(double saving) => saving == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", and its idle workers {Math.Abs(saving):G3} {(saving > 0 ? "less" : "more")} for each execution");

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
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(measured);
        TrialExecution[] undisturbed = [.. measured.Where(run => !IsDisturbed(run))];
        return undisturbed.Length >= sufficient || Violations(objective, undisturbed) > AllowedViolations(objective, sufficient);
    }

    /// <summary>Judges a configuration by the production executions since it came into force.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="executions">The executions.</param>
    /// <returns>Worse, when so many violations would be unlikely if the objective were met.</returns>
    public static CanaryVerdict JudgeCanary(LatencyObjective objective, IReadOnlyList<WorkflowReport> executions)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(executions);
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
