namespace Aquatope.Tuning;

/// <summary>Checks what every tuner is given.</summary>
internal static class TuningArguments
{
    /// <summary>Throws when trials do not fit a problem, or a problem is not one.</summary>
    public static void Check(TuningProblem problem, IReadOnlyList<Trial> trials, int count)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (problem.Objective.Percentile is not (> 0 and < 100) || !(problem.Objective.Bound > TimeSpan.Zero))
        {
            throw new ArgumentException($"The objective {problem.Objective} needs a positive bound and a percentile in (0, 100).", nameof(problem));
        }

        if (problem.Baseline is { } baseline)
        {
            CheckConfiguration(problem, baseline, nameof(problem));
        }

        foreach (Trial trial in trials)
        {
            CheckConfiguration(problem, trial.Configuration, nameof(trials));
            if (trial.Epoch > problem.Epoch)
            {
                throw new ArgumentException($"A trial of epoch {trial.Epoch} cannot tell of '{problem.Name}' in epoch {problem.Epoch}, which is over.", nameof(trials));
            }

            CheckNumbers(trial, nameof(trials));
        }
    }

    // Values need not be allowed: what was tried before a range was narrowed still tells something.
    private static void CheckConfiguration(TuningProblem problem, Configuration configuration, string argument)
    {
        if (configuration.Values.Length != problem.Space.Knobs.Length)
        {
            throw new ArgumentException(
                $"The configuration '{configuration}' has {configuration.Values.Length} values for the {problem.Space.Knobs.Length} knobs of '{problem.Name}'.", argument);
        }

        foreach ((Knob knob, double value) in problem.Space.Knobs.Zip(configuration.Values))
        {
            if (!double.IsFinite(value) || (knob.Logarithmic && value <= 0))
            {
                throw new ArgumentException($"Knob '{knob.Name}' of '{problem.Name}' cannot be {value}.", argument);
            }
        }
    }

    private static void CheckNumbers(Trial trial, string argument)
    {
        foreach (TrialExecution execution in trial.Executions)
        {
            bool sound = IsMeasure(execution.LatencyMs) && IsMeasure(execution.Cost)
                && execution.Stages.All(call => double.IsFinite(call.StartMs) && IsMeasure(call.LatencyMs) && IsMeasure(call.ExecutionMs) && IsMeasure(call.Cost));
            if (!sound)
            {
                throw new ArgumentException(
                    $"An execution of '{trial.Configuration}' has a latency or cost that is negative or not finite; measures must be real.", argument);
            }
        }
    }

    private static bool IsMeasure(double value) => double.IsFinite(value) && value >= 0;
}
