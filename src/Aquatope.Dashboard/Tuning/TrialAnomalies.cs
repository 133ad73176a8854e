using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Dashboard;

/// <summary>Says in words what was not as it should be in a trial, and why. Pure.</summary>
internal static class TrialAnomalies
{
    // The weight at two robust standard deviations.
    private const double Disturbed = 0.5;

    /// <summary>Returns what the trial's own measurements say.</summary>
    /// <param name="executions">Its executions, in the order in which they ran.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<TrialExecution> executions)
    {
        var reasons = new List<string>();
        for (int n = 0; n < executions.Count; n++)
        {
            TrialExecution execution = executions[n];
            string[] contended = [.. execution.Stages.Where(stage => stage.Contended).Select(stage => stage.Stage).Distinct(StringComparer.Ordinal)];
            if (execution.Failed)
            {
                reasons.Add($"Execution {Number(n)} failed: {Cause(execution)}.");
            }
            else if (contended.Length > 0)
            {
                reasons.Add($"Execution {Number(n)} ran while the machine was short of processor time (in {string.Join(", ", contended)}); it counts a quarter.");
            }
        }

        return reasons;
    }

    /// <summary>Returns what only shows beside all other trials: executions that the model takes for disturbed.</summary>
    /// <param name="executions">The executions.</param>
    /// <param name="weights">How much each of them counts, in (0, 1].</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<TrialExecution> executions, IReadOnlyList<double> weights)
    {
        double[] sound = [.. executions.Where(execution => !execution.Failed).Select(execution => execution.LatencyMs)];
        double median = sound.Length == 0 ? 0 : Percentiles.Of(sound, 50);
        return [.. Enumerable.Range(0, Math.Min(executions.Count, weights.Count)).Where(n => weights[n] < Disturbed && !executions[n].Failed).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $"Execution {Number(n)} took {executions[n].LatencyMs:0} ms where {median:0} ms is usual for the trial, all its stages alike; it counts {weights[n]:0.00} of one."))];
    }

    private static string Cause(TrialExecution execution)
    {
        TrialStage? stage = execution.Stages.FirstOrDefault(stage => stage.Outcome != StageOutcome.Completed);
        return stage is not null ? $"{stage.Outcome} in stage {stage.Stage}"
            : execution.Cause is { } cause ? cause.ToString()
            : "no stage is to blame";
    }

    private static string Number(int n) => (n + 1).ToString(CultureInfo.InvariantCulture);
}
